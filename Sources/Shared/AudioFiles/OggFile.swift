import Downloads
import ID3

/// Vorbis, Opus or FLAC in Ogg: a first page that says which, the packets of the header, among them the comments,
/// and pages of sound, which get other numbers when the header takes more or fewer pages (RFC 7845, section 3;
/// Vorbis I specification, appendix A; RFC 9639, section 10.1).
struct OggFile: AudioContainer {
  /// Comments with a picture of 32 MiB, in Base64.
  private static let headLimitBytes = 64 << 20
  private static let maximumPageCount = 4096

  let format: AudioFormat
  let sound: Range<Int>
  private let reader: ByteReader
  private var outer: OuterTags
  private var comments: [any EditableTag]
  private let codec: OggCodec
  /// The packets of the header, from the second of the stream on.
  private var packets: [[UInt8]]
  private let legacy: LegacyText
  private let first: OggPage
  private let lastHeaderPage: OggPage
  /// The first pages of all streams.
  private let starts: Range<Int>
  /// Pages of other streams among those of the header.
  private let others: [Range<Int>]
  private let hasSoundOnHeaderPage: Bool

  init(_ reader: ByteReader, _ outer: OuterTags, _ legacy: LegacyText) throws(AudioFileError) {
    self.reader = reader
    self.outer = outer
    self.legacy = legacy
    var position = outer.inner.lowerBound
    var found: (page: OggPage, codec: OggCodec)?
    var end = position
    while let page = try OggPage(at: position, of: reader), page.isFirst {
      if found == nil, let codec = OggCodec(try reader.bytes(page.content)) {
        found = (page, codec)
      }
      position = page.range.upperBound
      end = position
    }
    guard let found else { throw .notAudio }
    (first, codec) = found
    format = codec.format
    starts = outer.inner.lowerBound..<end

    let head = try Self.header(codec.headerCount, serial: first.serial, from: end, reader)
    packets = head.packets
    lastHeaderPage = head.last
    others = head.others
    hasSoundOnHeaderPage = head.hasSound
    guard let number = codec.commentsNumber(in: packets) else { throw .damaged }
    comments = [
      try VorbisComments(
        parsing: packets[number].dropFirst(codec.mark.count), legacy,
        holdsPictures: codec.format != .oga)
    ]
    sound = min(head.last.range.upperBound, outer.inner.upperBound)..<outer.inner.upperBound
  }

  private struct Header {
    var packets: [[UInt8]] = []
    var others: [Range<Int>] = []
    var last: OggPage
    var hasSound = false
  }

  /// Reads as many packets as the header has.
  private static func header(
    _ count: Int, serial: UInt32, from start: Int, _ reader: ByteReader
  ) throws(AudioFileError) -> Header {
    var position = start
    guard let page = try OggPage(at: start, of: reader) else { throw .damaged }
    var header = Header(last: page)
    var packet: [UInt8] = []
    for _ in 0..<maximumPageCount where header.packets.count < count {
      guard let page = try OggPage(at: position, of: reader) else { throw .damaged }
      position = page.range.upperBound
      guard page.serial == serial else {
        header.others.append(page.range)
        continue
      }
      guard position - start <= headLimitBytes else { throw .tooLarge }
      header.last = page
      var content = try reader.bytes(page.content)[...]
      for size in page.lacing {
        guard header.packets.count < count else {
          header.hasSound = true
          break
        }
        packet += content.prefix(Int(size))
        content = content.dropFirst(Int(size))
        if size < 255 {
          header.packets.append(packet)
          packet = []
        }
      }
    }
    guard header.packets.count == count else { throw .tooLarge }
    return header
  }

  var tags: [any EditableTag] { comments + outer.tags }

  func length() throws(AudioFileError) -> AudioLength? {
    let pages = OggLength(reader: reader, range: outer.inner, first: first, codec: codec)
    return AudioLength(seconds: try pages.seconds(), sizeBytes: sound.count)
  }

  func pictures(limit: Int) -> [EmbeddedPicture] {
    guard format == .oga else { return [] }
    return packets.filter { $0[0] & 0x7f == 6 }.compactMap {
      FLACPicture.picture(Array($0.dropFirst(4)))
    }
    .filter { $0.bytes.count <= limit }
  }

  mutating func apply(_ change: TagChange) throws(AudioFileError) {
    try outer.apply(change, main: nil)
    try change.apply(to: &comments, primary: [0])
    guard let cover = change.cover, format == .oga else { return }
    let content = FLACPicture.encoded(cover)
    let picture = [6] + [UInt8](bigEndian: content.count, 3) + content
    guard content.count < 1 << 24 else { throw .tooLarge }
    func isCover(_ packet: [UInt8]) -> Bool {
      packet[0] & 0x7f == 6 && FLACPicture.isFrontCover(Array(packet.dropFirst(4).prefix(4)))
    }
    let place = packets.firstIndex(where: isCover) ?? packets.endIndex
    packets = packets[..<place] + [picture] + packets[place...].filter { !isCover($0) }
  }

  mutating func standardise() throws(AudioFileError) -> Bool {
    guard var tag = comments[0] as? VorbisComments, tag.standardise() else { return false }
    comments = [tag]
    return true
  }

  func parts() throws(AudioFileError) -> [FilePart] {
    guard !hasSoundOnHeaderPage else { throw .unsupported }
    guard let tag = comments[0] as? VorbisComments, let number = codec.commentsNumber(in: packets)
    else { throw .unsupported }
    var packets = packets
    packets[number] = codec.mark + tag.encoded
    var start = FilePart.stretch(starts)
    if format == .oga {
      try Self.mend(&packets, comments: number)
      start = .bytes(try firstPages(blockCount: packets.count))
    }
    guard packets.reduce(0, { $0 + $1.count }) <= Self.headLimitBytes else { throw .tooLarge }
    let pages = OggPage.pages(of: packets, serial: first.serial, from: first.number &+ 1)
    let shift = first.number &+ UInt32(truncatingIfNeeded: pages.count) &- lastHeaderPage.number
    var parts = [start] + pages.map { FilePart.bytes($0) } + others.map { .stretch($0) }
    parts += try soundParts(shift)
    return try outer.parts(around: parts)
  }

  /// The sound; up to where another link of a chain begins, its pages get new numbers.
  private func soundParts(_ shift: UInt32) throws(AudioFileError) -> [FilePart] {
    guard shift != 0 else { return [.stretch(sound)] }
    var position = sound.lowerBound
    while position < sound.upperBound, let page = try OggPage(at: position, of: reader) {
      if page.serial == first.serial, page.isFirst { break }
      position = page.range.upperBound
    }
    return [
      .pages(
        OggRenumbering(range: sound.lowerBound..<position, serial: first.serial, shift: shift)),
      .stretch(position..<sound.upperBound),
    ]
  }

  /// Writes the sizes of blocks, and which is the last, as FLAC has them.
  private static func mend(_ packets: inout [[UInt8]], comments: Int) throws(AudioFileError) {
    for index in packets.indices {
      let size = packets[index].count - 4
      guard size < 1 << 24 else { throw .tooLarge }
      let kind = packets[index][0] & 0x7f | (index == packets.count - 1 ? 0x80 : 0)
      packets[index].replaceSubrange(0..<4, with: [kind] + [UInt8](bigEndian: size, 3))
    }
  }

  /// The first pages, with the number of blocks that follow in the one of FLAC.
  private func firstPages(blockCount: Int) throws(AudioFileError) -> [UInt8] {
    var bytes = try reader.bytes(starts)
    let page =
      first.range.lowerBound - starts.lowerBound..<first.range.upperBound - starts.lowerBound
    var own = Array(bytes[page])
    let place = first.content.lowerBound - first.position + 7
    guard place + 2 <= own.count, blockCount <= Int(UInt16.max) else { throw .unsupported }
    own.replaceSubrange(place..<place + 2, with: [UInt8](bigEndian: blockCount, 2))
    OggPage.renumber(&own, to: first.number)
    bytes.replaceSubrange(page, with: own)
    return bytes
  }
}

/// What a stream in Ogg holds, by its first packet.
struct OggCodec {
  let format: AudioFormat
  let sampleRate: Int
  /// Samples at the start that are not played.
  let skip: Int
  /// How many packets of header follow the first.
  let headerCount: Int
  /// What the packet of comments begins with; of FLAC, as many bytes.
  let mark: [UInt8]

  init?(_ packet: [UInt8]) {
    if packet.starts(with: "OpusHead".utf8), packet.count >= 19 {
      self.init(.opus, 48_000, skip: packet[10..<12].littleEndian, 1, Array("OpusTags".utf8))
    } else if packet.starts(with: "\u{1}vorbis".utf8), packet.count >= 30 {
      self.init(.ogg, packet[12..<16].littleEndian, skip: 0, 2, Array("\u{3}vorbis".utf8))
    } else if packet.starts(with: [0x7f] + Array("FLAC".utf8)), packet.count >= 51,
      let info = FLACStreamInfo(Array(packet[17..<51]))
    {
      // Zero stands for a number that is not known, which nobody writes.
      let count = packet[7..<9].bigEndian
      guard (1...1024).contains(count) else { return nil }
      self.init(.oga, info.sampleRate, skip: 0, count, [4, 0, 0, 0])
    } else {
      return nil
    }
    guard sampleRate > 0 else { return nil }
  }

  private init(_ format: AudioFormat, _ rate: Int, skip: Int, _ headerCount: Int, _ mark: [UInt8]) {
    self.format = format
    sampleRate = rate
    self.skip = skip
    self.headerCount = headerCount
    self.mark = mark
  }

  /// Which of the packets has the comments.
  func commentsNumber(in packets: [[UInt8]]) -> Int? {
    if format == .oga {
      guard packets.allSatisfy({ $0.count >= 4 }) else { return nil }
      return packets.firstIndex { $0[0] & 0x7f == 4 }
    }
    return packets.first?.starts(with: mark) == true ? 0 : nil
  }
}

/// How long an Ogg file plays, by the positions that its pages have.
struct OggLength {
  private static let maximumPageCount = 400_000
  private static let mostPageBytes = 66_000

  let reader: ByteReader
  let range: Range<Int>
  let first: OggPage
  let codec: OggCodec

  func seconds() throws(AudioFileError) -> Double {
    // All pages of a small file cost as little as the samples of a large one.
    let smallBytes = 2 << 20
    if range.count > smallBytes, try isOneStream(),
      let last = try lastPage(before: range.upperBound)
    {
      return seconds(last.granule, codec)
    }
    return try walked()
  }

  private func seconds(_ granule: UInt64, _ codec: OggCodec) -> Double {
    max(0, Double(granule) - Double(codec.skip)) / Double(codec.sampleRate)
  }

  /// Whether the numbers of pages at some places speak for a single stream; a chain begins to count again.
  private func isOneStream() throws(AudioFileError) -> Bool {
    guard let last = try lastPage(before: range.upperBound), last.serial == first.serial else {
      return false
    }
    let samples = 8
    var numbers = [first.number]
    for index in 1..<samples {
      let offset = range.lowerBound + range.count / samples * index
      if let page = try page(
        from: offset, to: min(offset + 2 * Self.mostPageBytes, range.upperBound))
      {
        guard page.serial == first.serial else { return false }
        numbers.append(page.number)
      }
    }
    numbers.append(last.number)
    return zip(numbers, numbers.dropFirst()).allSatisfy { $0 <= $1 }
  }

  /// The first page from `start` on.
  private func page(from start: Int, to end: Int) throws(AudioFileError) -> OggPage? {
    let bytes = try reader.bytes(upTo: end - start, at: start)
    for offset in 0..<max(0, bytes.count - 27) where bytes[offset] == 0x4f {
      if bytes[offset..<offset + 5].elementsEqual("OggS\0".utf8),
        let page = try OggPage(at: start + offset, of: reader)
      {
        return page
      }
    }
    return nil
  }

  /// The last page that has a position.
  private func lastPage(before end: Int) throws(AudioFileError) -> OggPage? {
    let start = max(range.lowerBound, end - 3 * Self.mostPageBytes)
    let bytes = try reader.bytes(upTo: end - start, at: start)
    for offset in (0..<max(0, bytes.count - 26)).reversed() where bytes[offset] == 0x4f {
      if bytes[offset..<offset + 5].elementsEqual("OggS\0".utf8),
        let page = try OggPage(at: start + offset, of: reader), page.granule != .max
      {
        return page
      }
    }
    return nil
  }

  /// The sum of all links, page by page.
  private func walked() throws(AudioFileError) -> Double {
    var seconds = 0.0
    var current: (serial: UInt32, codec: OggCodec, granule: UInt64)?
    var position = range.lowerBound
    for _ in 0..<Self.maximumPageCount {
      guard position < range.upperBound, let page = try OggPage(at: position, of: reader) else {
        break
      }
      position = page.range.upperBound
      if page.isFirst, let codec = OggCodec(try reader.bytes(page.content)) {
        if let current { seconds += self.seconds(current.granule, current.codec) }
        current = (page.serial, codec, 0)
      } else if page.serial == current?.serial, page.granule != .max {
        current?.granule = page.granule
      }
    }
    if let current { seconds += self.seconds(current.granule, current.codec) }
    return seconds
  }
}
