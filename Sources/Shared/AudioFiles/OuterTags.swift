import Downloads
import ID3

/// The tags before and behind a row of frames, blocks or pages: ID3v2 and APE in front, APE, Lyrics3, `TAG+`, ID3v1 and
/// ID3v2 behind. MP3 has no others; FLAC and Ogg should have none.
struct OuterTags {
  private static let maximumCount = 8

  private(set) var front: [any EditableTag] = []
  private(set) var back: [any EditableTag] = []
  /// What lies between the tags.
  let inner: Range<Int>
  private let reader: ByteReader
  private let legacy: LegacyText

  init(_ reader: ByteReader, _ legacy: LegacyText) throws(AudioFileError) {
    self.reader = reader
    self.legacy = legacy
    var start = 0
    var end = reader.sizeBytes
    while front.count < Self.maximumCount {
      if let tag = try ID3v2Tag(at: start, before: end, reader, legacy) {
        front.append(tag)
        start = tag.range.upperBound
      } else if let tag = try APETag(at: start, before: end, reader, legacy) {
        front.append(tag)
        start = tag.range.upperBound
      } else {
        break
      }
    }
    // What ends like a tag may be the end of a chunk.
    let floor = try ChunkFile.end(at: start, reader) ?? start
    // What ends with the footer of another tag is no ID3v1 tag, whatever stands 128 bytes before.
    let ape = try APETag(endingAt: end, after: floor, reader, legacy)
    let appended = try Self.appended(end, floor, reader, legacy)
    let isOther = ape != nil || appended != nil
    if !isOther, let tag = try ID3Version1Tag(endingAt: end, after: floor, reader, legacy) {
      back.append(tag)
      end = tag.start
      // Both are found by the tag behind them alone.
      if let tag = try EnhancedTag(endingAt: end, after: floor, reader, legacy) {
        back.append(tag)
        end = tag.start
      }
      if let tag = try Lyrics3Tag(endingAt: end, after: floor, reader, legacy) {
        back.append(tag)
        end = tag.start
      }
    }
    while back.count < Self.maximumCount {
      if let tag = try APETag(endingAt: end, after: floor, reader, legacy) {
        back.append(tag)
        end = tag.range.lowerBound
      } else if let tag = try Self.appended(end, floor, reader, legacy) {
        back.append(tag)
        end = tag.range.lowerBound
      } else {
        break
      }
    }
    back.reverse()
    inner = start..<end
  }

  /// The ID3v2 tag whose footer ends at `end`.
  private static func appended(
    _ end: Int, _ start: Int, _ reader: ByteReader, _ legacy: LegacyText
  ) throws(AudioFileError) -> ID3v2Tag? {
    let footer = try reader.bytes(upTo: ID3TagHeader.sizeBytes, at: end - ID3TagHeader.sizeBytes)
    guard footer.starts(with: "3DI".utf8),
      let header = ID3TagHeader(Array("ID3".utf8) + footer.dropFirst(3)),
      header.footerSizeBytes > 0,
      header.totalSizeBytes <= end - start
    else { return nil }
    let tag = try ID3v2Tag(at: end - header.totalSizeBytes, before: end, reader, legacy)
    return tag?.range.upperBound == end ? tag : nil
  }

  /// All tags, best first: ID3v2, APE, and those with short texts.
  var tags: [any EditableTag] {
    let all = front + back
    return all.filter { $0 is ID3v2Tag } + all.filter { $0 is APETag }
      + all.filter { !($0 is ID3v2Tag || $0 is APETag) }.reversed()
  }

  /// Which tag says everything, and is made where a file has none.
  enum Main {
    /// ID3v2, in front.
    case id3v2
    /// APE, behind.
    case ape
    /// ID3v2, and an APE tag as well that is there.
    case id3v2BesideAPE
  }

  /// Applies a change to the tags that say anything of what is edited, and all of it to the main tag; nil where the file
  /// has another place for that.
  mutating func apply(_ change: TagChange, main: Main?) throws(AudioFileError) {
    // A header that claims more than there is: where its tag ends cannot be told.
    let start = try reader.bytes(upTo: 3, at: inner.lowerBound)
    guard !start.elementsEqual("ID3".utf8) else { throw .damaged }
    // Programs that do not look for it there take it for sound.
    guard !back.contains(where: { $0 is ID3v2Tag }) else { throw .unsupported }
    if main == .ape, !(front + back).contains(where: { $0 is APETag || $0 is ID3v2Tag }) {
      // Before those that are found by the end of the file.
      let place = back.firstIndex { !($0 is ID3v2Tag) } ?? back.endIndex
      back.insert(try Self.completed(APETag(reader, legacy), change), at: place)
    } else if main == .id3v2 || main == .id3v2BesideAPE,
      !(front + back).contains(where: { $0 is ID3v2Tag })
    {
      front = try [Self.completed(ID3v2Tag(reader, legacy), change)] + front
    }
    var all = front + back
    let id3v2 = all.firstIndex { $0 is ID3v2Tag }
    let ape = all.firstIndex { $0 is APETag }
    let primary: [Int?] =
      switch main {
      case nil: []
      case .id3v2: [id3v2]
      case .ape: [ape ?? id3v2]
      case .id3v2BesideAPE: [id3v2, ape]
      }
    try change.apply(to: &all, primary: primary.compactMap(\.self))
    back = Array(all[front.count...])
    front = Array(all[..<front.count])
  }

  /// A first tag of its kind has all that is known, for programs that read no other.
  private static func completed(
    _ tag: any EditableTag, _ change: TagChange
  ) throws(AudioFileError) -> any EditableTag {
    var tags = [tag]
    try change.completed.apply(to: &tags, primary: [0])
    return tags[0]
  }

  /// Brings the ID3v2 tag in front to the standard; returns whether that makes a difference.
  mutating func standardise() throws(AudioFileError) -> Bool {
    guard let index = front.firstIndex(where: { $0 is ID3v2Tag }),
      var tag = front[index] as? ID3v2Tag, try tag.standardise()
    else { return false }
    front[index] = tag
    return true
  }

  /// The file with `inner` between the tags.
  func parts(around inner: [FilePart]) throws(AudioFileError) -> [FilePart] {
    var parts: [FilePart] = []
    for tag in front { parts += try Self.parts(of: tag) }
    parts += inner
    for tag in back { parts += try Self.parts(of: tag) }
    return parts
  }

  private static func parts(of tag: any EditableTag) throws(AudioFileError) -> [FilePart] {
    switch tag {
    case let tag as ID3v2Tag: try tag.parts(isPadded: true)
    case let tag as APETag: tag.parts()
    case let tag as ID3Version1Tag: tag.parts()
    case let tag as EnhancedTag: tag.parts()
    case let tag as Lyrics3Tag: tag.parts()
    default: preconditionFailure("no other tag is kept here")
    }
  }
}
