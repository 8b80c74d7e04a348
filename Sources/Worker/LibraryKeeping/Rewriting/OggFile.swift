import Files

/// Vorbis or Opus in Ogg: a first page that says which, the packets of the header, of which the first is the
/// tag, and pages of sound, which get other numbers when the header takes more or fewer pages
/// (RFC 7845, section 3; Vorbis I specification, appendix A).
struct OggFile: TaggedFile {
  private static let headLimitBytes = 32 << 20

  private var comments: VorbisComments
  /// What the tag's packet begins with.
  private let mark: [UInt8]
  /// What follows the comments in the tag's packet.
  private let trailer: [UInt8]
  /// The packets between the tag and the sound.
  private let otherPackets: [[UInt8]]
  private let first: OggPage
  private let sizeBytes: Int
  private let headPageCount: Int
  private let soundStart: Int

  init(reading file: borrowing OpenFile) throws {
    guard let first = try OggPage(at: 0, of: file), first.flags & OggPage.Flag.isFirst != 0 else {
      throw RewritingError.unreadable
    }
    self.first = first
    sizeBytes = file.sizeBytes
    let isOpus = try file.bytes(first.content).starts(with: "OpusHead".utf8)
    mark = Array((isOpus ? "OpusTags" : "\u{3}vorbis").utf8)

    let head = try Self.packets(isOpus ? 1 : 2, after: first, of: file)
    headPageCount = head.pageCount
    soundStart = head.end
    otherPackets = Array(head.packets.dropFirst())
    guard let tag = head.packets.first, tag.starts(with: mark) else {
      throw RewritingError.unreadable
    }
    var rest = tag[mark.count...]
    comments = try VorbisComments(parsing: &rest)
    // Vorbis ends the packet with a framing bit. What Opus has here is padding, unless it says otherwise.
    trailer = isOpus && (rest.first ?? 0) & 1 == 0 ? [] : Array(rest)
  }

  mutating func apply(_ change: TagChange) throws {
    comments.apply(change)
    if let cover = change.cover { comments.embed(cover) }
  }

  mutating func standardise() -> Bool {
    let found = comments
    comments.standardise()
    return comments != found
  }

  func parts() throws -> [FilePart] {
    let tag = mark + comments.encoded + trailer
    guard tag.count <= Self.headLimitBytes else { throw RewritingError.tooLarge }
    let pages = OggPage.pages(
      of: [tag] + otherPackets, serial: first.serial, from: first.number &+ 1)
    let sound: FilePart =
      pages.count == headPageCount
      ? .stretch(soundStart..<sizeBytes)
      : .pages(
        OggRenumbering(
          start: soundStart, serial: first.serial,
          shift: UInt32(truncatingIfNeeded: pages.count - headPageCount)))
    return [.stretch(first.range)] + pages.map { .bytes($0) } + [sound]
  }

  /// Reads as many packets as the header has; the last of them must end its page.
  private static func packets(
    _ count: Int, after first: OggPage, of file: borrowing OpenFile
  ) throws -> (packets: [[UInt8]], pageCount: Int, end: Int) {
    var packets: [[UInt8]] = []
    var packet: [UInt8] = []
    var pageCount = 0
    var position = first.range.upperBound
    while packets.count < count {
      guard let page = try OggPage(at: position, of: file), position <= headLimitBytes else {
        throw RewritingError.unreadable
      }
      // Several streams side by side are not for a music player.
      guard page.serial == first.serial else { throw RewritingError.unsupported }
      var content = try file.bytes(page.content)[...]
      for size in page.lacing {
        packet += content.prefix(Int(size))
        content = content.dropFirst(Int(size))
        if size < 255 {
          packets.append(packet)
          packet = []
        }
      }
      pageCount += 1
      position = page.range.upperBound
    }
    guard packets.count == count, packet.isEmpty else { throw RewritingError.unsupported }
    return (packets, pageCount, position)
  }
}
