import Downloads
import ID3

/// An ID3v2 tag of any version as it stands in the file: frames that are edited one by one, in that version.
///
/// Frames of which nothing is known, compressed and encrypted ones among them, are kept as they are. Of texts, the first
/// ``textLimitBytes`` are read.
struct ID3v2Tag: EditableTag {
  static let textLimitBytes = 64 << 10
  private static let maximumCount = 4096
  /// What is decoded in memory because the whole tag is unsynchronised.
  private static let unsynchronisedLimitBytes = 40 << 20

  struct Frame: Equatable {
    var id: String
    /// What its flags say besides: the first is about keeping it, the second about its content.
    var flags: (keeping: UInt8, content: UInt8)
    var content: FilePart

    static func == (one: Frame, other: Frame) -> Bool {
      one.id == other.id && one.flags == other.flags && one.content == other.content
    }
  }

  private(set) var version: UInt8
  var frames: [Frame] = []
  private let reader: ByteReader
  private let legacy: LegacyText
  /// Where it is in the file, header and footer included; empty where it is new.
  let range: Range<Int>
  /// Flags of the header that stay: experimental, and that a footer follows.
  private var flags: UInt8 = 0
  /// Compressed as a whole, as ID3v2.2 may be.
  private var isOpaque = false
  /// What follows the last frame; mostly zeros.
  private var rest: FilePart = .bytes([])

  /// A tag without frames.
  init(version: UInt8 = 4, _ reader: ByteReader, _ legacy: LegacyText) {
    self.version = version
    self.reader = reader
    self.legacy = legacy
    range = 0..<0
  }

  /// Reads the tag whose header is at `offset`; nil where there is none, or more of it than `end` leaves.
  init?(
    at offset: Int, before end: Int, _ reader: ByteReader, _ legacy: LegacyText
  ) throws(AudioFileError) {
    let head = try reader.bytes(upTo: ID3TagHeader.sizeBytes, at: offset)
    guard let header = ID3TagHeader(head), header.totalSizeBytes <= end - offset else { return nil }
    self.reader = reader
    self.legacy = legacy
    version = header.majorVersion
    range = offset..<offset + header.totalSizeBytes
    flags = header.flags & (version == 4 ? 0x30 : version == 3 ? 0x20 : 0)
    let body = offset + ID3TagHeader.sizeBytes..<range.upperBound - header.footerSizeBytes
    let isUnsynchronised = header.flags & 0x80 != 0
    guard version > 2 || header.flags & 0x40 == 0 else {
      isOpaque = true
      return
    }
    if version < 4, isUnsynchronised {
      guard body.count <= Self.unsynchronisedLimitBytes else { throw .tooLarge }
      let plain = ID3Unsynchronisation.undone(try reader.bytes(body)[...])
      let memory = FrameSource(reader: reader, memory: plain, end: plain.count)
      try readFrames(memory, from: try memory.extendedHeaderSize(header))
    } else {
      let file = FrameSource(reader: reader, memory: nil, end: body.upperBound)
      let start = body.lowerBound
      try readFrames(file, from: start + (try file.extendedHeaderSize(header, at: start)))
      if isUnsynchronised {
        for index in frames.indices { frames[index].flags.content |= Flag.unsynchronised }
      }
    }
  }

  /// Flags of a frame's content in ID3v2.4.
  private enum Flag {
    static let hasLength: UInt8 = 0x01
    static let unsynchronised: UInt8 = 0x02
    static let isTransformed: UInt8 = 0x0c
    static let isGrouped: UInt8 = 0x40
  }

  private mutating func readFrames(_ source: FrameSource, from start: Int) throws(AudioFileError) {
    let layout = FrameLayout(version: version)
    var position = start
    while let header = try layout.header(at: position, of: source) {
      guard frames.count < Self.maximumCount else { throw .tooLarge }
      let content = position + layout.sizeBytes..<position + layout.sizeBytes + header.sizeBytes
      frames.append(
        Frame(id: header.id, flags: header.flags, content: source.part(content)))
      position = content.upperBound
    }
    rest = source.part(min(position, source.end)..<source.end)
  }

  // MARK: Reading

  func texts(_ field: TagField) throws(AudioFileError) -> [String] {
    let ids = field == .year ? Array(field.frames(version).prefix(2)) : field.frames(version)
    var texts: [String] = []
    for id in ids where texts.isEmpty {
      for frame in frames where frame.id == id { texts += try self.texts(of: frame) ?? [] }
    }
    return field == .genre ? texts.flatMap(Genre.names) : texts
  }

  func texts(named name: String) throws(AudioFileError) -> [String] {
    var texts: [String] = []
    for frame in frames {
      switch frame.id {
      case "TXXX", "TXX":
        if let found = try self.texts(of: frame), found.first?.uppercased() == name {
          texts += found.dropFirst()
        }
      case "WOAS", "WAS":
        if name == "AUDIOSOURCEWEBPAGE", let bytes = try content(of: frame) {
          texts.append(String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self))
        }
      default: break
      }
    }
    return texts
  }

  func holds(_ field: TagField) -> Bool {
    frames.contains { field.frames(version).contains($0.id) }
  }

  /// The texts of a text frame; nil where its encoding is not known or it is transformed.
  private func texts(of frame: Frame) throws(AudioFileError) -> [String]? {
    guard let bytes = try content(of: frame) else { return nil }
    return ID3Text.decoded(bytes, legacy)
  }

  /// The content as it was before it was put into the frame, or its beginning; nil where it is transformed.
  private func content(
    of frame: Frame, limit: Int = Self.textLimitBytes
  ) throws(AudioFileError) -> ArraySlice<UInt8>? {
    var bytes: ArraySlice<UInt8>
    switch frame.content {
    case .bytes(let found): bytes = found.prefix(limit)
    case .stretch(let range): bytes = try reader.bytes(range.prefix(limit))[...]
    case .pages: return nil
    }
    switch version {
    case 4:
      guard frame.flags.content & Flag.isTransformed == 0 else { return nil }
      if frame.flags.content & Flag.isGrouped != 0 { bytes = bytes.dropFirst() }
      if frame.flags.content & Flag.hasLength != 0 { bytes = bytes.dropFirst(4) }
      guard frame.flags.content & Flag.unsynchronised != 0 else { return bytes }
      return ID3Unsynchronisation.undone(bytes)[...]
    case 3:
      guard frame.flags.content & 0xc0 == 0 else { return nil }
      return frame.flags.content & 0x20 == 0 ? bytes : bytes.dropFirst()
    default: return bytes
    }
  }

  // MARK: Editing

  mutating func set(_ field: TagField, to text: String?) throws(AudioFileError) {
    guard !isOpaque else { throw .unsupported }
    var text = text
    if field.isNumbered, let number = text { text = number + total(behind: try texts(field)) }
    let added = text.map { text in
      [
        Frame(
          id: field.frames(version)[0], flags: (0, 0),
          content: .bytes(ID3Text.encoded(text, version)))
      ]
    }
    let ids = field.frames(version)
    for frame in frames where ids.contains(frame.id) {
      // What is compressed or encrypted may say more than is known.
      guard try content(of: frame, limit: 64) != nil else { throw .unsupported }
    }
    replace(where: { ids.contains($0.id) }, with: added ?? [])
  }

  var hasCover: Bool { frames.contains { $0.id == "APIC" || $0.id == "PIC" } }

  mutating func setCover(_ cover: CoverImage) throws(AudioFileError) {
    guard !isOpaque else { throw .unsupported }
    let id = version == 2 ? "PIC" : "APIC"
    let type =
      version == 2
      ? Array((cover.mediaType == .jpeg ? "JPG" : "PNG").utf8)
      : Array(cover.mediaType.rawValue.utf8) + [0]
    let content = [0] + type + [3, 0] + cover.data
    var replaced: Set<Int> = []
    for (index, frame) in frames.enumerated() where frame.id == id {
      if let kind = try picture(frame, limit: nil)?.kind, kind == 0 || kind == 3 {
        replaced.insert(index)
      }
    }
    let place = replaced.min() ?? frames.endIndex
    frames.insert(Frame(id: id, flags: (0, 0), content: .bytes(content)), at: place)
    frames = frames.enumerated()
      .filter {
        $0.offset == place || !replaced.contains($0.offset < place ? $0.offset : $0.offset - 1)
      }
      .map(\.element)
  }

  func pictures(limit: Int) throws(AudioFileError) -> [EmbeddedPicture] {
    var pictures: [EmbeddedPicture] = []
    for frame in frames where frame.id == "APIC" || frame.id == "PIC" {
      let mostHeaderBytes = 2048
      guard frame.content.sizeBytes <= limit + mostHeaderBytes,
        let found = try picture(frame, limit: limit + mostHeaderBytes), !found.data.isEmpty,
        found.data.count <= limit
      else { continue }
      pictures.append(EmbeddedPicture(bytes: Array(found.data), isFrontCover: found.kind == 3))
      if found.kind == 3 { break }
    }
    return pictures
  }

  /// What a picture shows (ID3v2.4 frames, section 4.14), and the picture; nil where it is damaged.
  private func picture(
    _ frame: Frame, limit: Int?
  ) throws(AudioFileError) -> (kind: UInt8, data: ArraySlice<UInt8>)? {
    guard let bytes = try content(of: frame, limit: limit ?? 4096), let encoding = bytes.first
    else {
      return nil
    }
    var rest = bytes.dropFirst()
    if version == 2 {
      rest = rest.dropFirst(3)
    } else {
      guard let end = rest.firstIndex(of: 0) else { return nil }
      rest = rest[(end + 1)...]
    }
    guard let kind = rest.popFirst() else { return nil }
    if limit == nil { return (kind, []) }
    if encoding == 1 || encoding == 2 {
      while rest.count >= 2, rest.prefix(2).contains(where: { $0 != 0 }) {
        rest = rest.dropFirst(2)
      }
      return (kind, rest.dropFirst(2))
    }
    guard let end = rest.firstIndex(of: 0) else { return nil }
    return (kind, rest[(end + 1)...])
  }

  /// Puts frames where the first of those stood that they replace, or at the end.
  private mutating func replace(where isReplaced: (Frame) -> Bool, with added: [Frame]) {
    let index = frames.firstIndex(where: isReplaced) ?? frames.endIndex
    frames = frames[..<index] + added + frames[index...].filter { !isReplaced($0) }
  }

  /// Brings all texts to the standard, and the tag to ID3v2.4 in UTF-8; returns whether that makes a difference.
  ///
  /// A tag with a frame that ID3v2.4 does not know stays as it is.
  mutating func standardise() throws(AudioFileError) -> Bool {
    guard !isOpaque, !frames.isEmpty, try !hasUnknownRest() else { return false }
    var loaded = frames
    for index in loaded.indices where loaded[index].id == "PIC" {
      guard case .stretch(let range) = loaded[index].content else { continue }
      loaded[index].content = .bytes(try reader.bytes(range))
    }
    guard let upgraded = try ID3Upgrade.frames(loaded, from: version, texts: texts(of:)) else {
      return false
    }
    var new = self
    new.version = 4
    new.frames = []
    for frame in upgraded {
      guard frame.id.hasPrefix("T"), frame.content.sizeBytes <= Self.textLimitBytes,
        let texts = try new.texts(of: frame)
      else {
        new.frames.append(frame)
        continue
      }
      var kept = texts.map(TagStandard.text)
      if frame.id == "TXXX" {
        if kept.dropFirst().allSatisfy(\.isEmpty) { continue }
      } else {
        kept.removeAll(where: \.isEmpty)
        if kept.isEmpty { continue }
      }
      let content = [3] + Array(kept.joined(separator: "\0").utf8)
      let isSame = try new.content(of: frame)?.elementsEqual(content) == true
      new.frames.append(
        isSame
          ? frame : Frame(id: frame.id, flags: (frame.flags.keeping, 0), content: .bytes(content)))
    }
    guard version != 4 || new.frames != frames else { return false }
    self = new
    return true
  }

  // MARK: Writing

  private func hasUnknownRest() throws(AudioFileError) -> Bool {
    switch rest {
    case .bytes(let bytes): bytes.contains { $0 != 0 }
    case .stretch(let range): try !reader.isZero(range)
    case .pages: true
    }
  }

  /// The tag in its version; nothing where it has no frames. `isPadded`: with room for later changes.
  func parts(isPadded: Bool) throws(AudioFileError) -> [FilePart] {
    guard !isOpaque else { return [.stretch(range)] }
    var end: [FilePart] = []
    if rest.sizeBytes > 0, try hasUnknownRest() {
      // What begins like a frame and is none: where the frames end cannot be told.
      if case .bytes(let bytes) = rest, bytes.first != 0 { throw .damaged }
      if case .stretch(let range) = rest, try reader.bytes(range.prefix(1)) != [0] {
        throw .damaged
      }
      end = [rest]
    } else if frames.isEmpty {
      return []
    }
    let layout = FrameLayout(version: version)
    var body: [FilePart] = []
    for frame in frames {
      body.append(.bytes(try layout.header(of: frame)))
      body.append(frame.content)
    }
    body += end
    let hasFooter = flags & 0x10 != 0
    var size = body.sizeBytes
    if end.isEmpty, !hasFooter, isPadded {
      let room = range.count - ID3TagHeader.sizeBytes - size
      let padding = (0...Self.mostPaddingBytes).contains(room) ? room : Self.newPaddingBytes
      body.append(.bytes([UInt8](repeating: 0, count: padding)))
      size += padding
    }
    guard size < 1 << 28 else { throw .tooLarge }
    let head = [version, 0, flags] + SyncsafeInteger.bytes(size)
    return [.bytes(Array("ID3".utf8) + head)] + body
      + (hasFooter ? [.bytes(Array("3DI".utf8) + head)] : [])
  }

  private static let newPaddingBytes = 1024
  private static let mostPaddingBytes = 64 << 10
}
