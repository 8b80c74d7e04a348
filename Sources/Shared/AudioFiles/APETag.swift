import Downloads
import ID3

/// An APE tag, version 1 or 2: items between a header and a footer, of which either may be missing.
struct APETag: EditableTag {
  private static let maximumCount = 4096
  private static let edgeSizeBytes = 32
  private static let coverKey = "COVER ART (FRONT)"

  private struct Item {
    let key: [UInt8]
    let flags: Int
    var content: FilePart

    /// Keys are ASCII, and compared without case.
    var comparedKey: String { String(decoding: key, as: UTF8.self).uppercased() }
    var isText: Bool { flags & 6 == 0 }
  }

  let range: Range<Int>
  private let reader: ByteReader
  private let legacy: LegacyText
  private var items: [Item] = []
  private let version: Int
  /// What the flags of header and footer say besides which of the two they are in.
  private let flags: Int
  private let hasHeader: Bool
  private let hasFooter: Bool

  /// A tag of version 2 without items.
  init(_ reader: ByteReader, _ legacy: LegacyText) {
    range = 0..<0
    self.reader = reader
    self.legacy = legacy
    (version, flags, hasHeader, hasFooter) = (2000, 0, true, true)
  }

  /// Reads the tag that ends at `end`, by its footer; nil where none does.
  init?(endingAt end: Int, after start: Int, _ reader: ByteReader, _ legacy: LegacyText)
    throws(AudioFileError)
  {
    guard end - start >= Self.edgeSizeBytes,
      let edge = try Edge(at: end - Self.edgeSizeBytes, of: reader), !edge.isHeader,
      edge.sizeBytes >= Self.edgeSizeBytes
    else { return nil }
    let first = end - edge.sizeBytes - (edge.hasHeader ? Self.edgeSizeBytes : 0)
    guard first >= start else { return nil }
    try self.init(first..<end, edge, hasFooter: true, reader, legacy)
  }

  /// Reads the tag that begins at `start`, by its header; nil where none does.
  init?(at start: Int, before end: Int, _ reader: ByteReader, _ legacy: LegacyText)
    throws(AudioFileError)
  {
    guard let edge = try Edge(at: start, of: reader), edge.isHeader,
      edge.sizeBytes <= end - start - Self.edgeSizeBytes
    else { return nil }
    let last = start + Self.edgeSizeBytes + edge.sizeBytes
    let footer = try Edge(at: last - Self.edgeSizeBytes, of: reader)
    let hasFooter = edge.hasFooter && footer?.isHeader == false
    try self.init(start..<last, edge, hasFooter: hasFooter, reader, legacy)
  }

  private init?(
    _ range: Range<Int>, _ edge: Edge, hasFooter: Bool, _ reader: ByteReader, _ legacy: LegacyText
  ) throws(AudioFileError) {
    self.range = range
    self.reader = reader
    self.legacy = legacy
    version = edge.version
    flags = edge.flags & ~(7 << 29)
    hasHeader = edge.isHeader || edge.hasHeader
    self.hasFooter = hasFooter
    var position = range.lowerBound + (hasHeader ? Self.edgeSizeBytes : 0)
    let end = range.upperBound - (hasFooter ? Self.edgeSizeBytes : 0)
    while position < end {
      guard items.count < Self.maximumCount else { throw .tooLarge }
      let mostKeyBytes = 256
      let head = try reader.bytes(upTo: min(8 + mostKeyBytes, end - position), at: position)
      guard head.count > 8, let stop = head[8...].firstIndex(of: 0) else { return nil }
      let content = position + stop + 1..<position + stop + 1 + head[..<4].littleEndian
      guard content.upperBound <= end else { return nil }
      items.append(
        Item(
          key: Array(head[8..<stop]), flags: head[4..<8].littleEndian,
          content: .stretch(content)))
      position = content.upperBound
    }
  }

  /// The 32 bytes at either end.
  private struct Edge {
    let version: Int
    /// Of items and footer.
    let sizeBytes: Int
    let flags: Int

    init?(at offset: Int, of reader: ByteReader) throws(AudioFileError) {
      let bytes = try reader.bytes(upTo: APETag.edgeSizeBytes, at: offset)
      guard bytes.count == APETag.edgeSizeBytes, bytes.starts(with: "APETAGEX".utf8) else {
        return nil
      }
      version = bytes[8..<12].littleEndian
      sizeBytes = bytes[12..<16].littleEndian
      flags = version < 2000 ? 0 : bytes[20..<24].littleEndian
      guard version == 1000 || version == 2000 else { return nil }
    }

    var hasHeader: Bool { flags & 1 << 31 != 0 }
    var hasFooter: Bool { flags & 1 << 30 == 0 }
    var isHeader: Bool { flags & 1 << 29 != 0 }
  }

  func holds(_ field: TagField) -> Bool {
    items.contains { field.apeKeys.contains($0.comparedKey) }
  }

  func texts(_ field: TagField) throws(AudioFileError) -> [String] {
    for key in field.apeKeys {
      let texts = try texts(named: key)
      if !texts.isEmpty { return texts }
    }
    return []
  }

  func texts(named name: String) throws(AudioFileError) -> [String] {
    var texts: [String] = []
    for item in items where item.comparedKey == name && item.isText {
      guard case .stretch(let range) = item.content else { continue }
      let bytes = try reader.bytes(range.prefix(ID3v2Tag.textLimitBytes))
      texts += bytes.split(separator: 0).map { legacy.text($0) }
    }
    return texts
  }

  mutating func set(_ field: TagField, to text: String?) throws(AudioFileError) {
    var text = text
    if field.isNumbered, let number = text { text = number + total(behind: try texts(field)) }
    let keys = field.apeKeys
    let names = ["ALBUM ARTIST": "Album Artist"]
    let name = names[keys[0]] ?? keys[0].prefix(1) + keys[0].dropFirst().lowercased()
    set(name, to: text.map { Array($0.utf8) }, flags: 0) { keys.contains($0.comparedKey) }
  }

  var hasCover: Bool { items.contains { $0.comparedKey == Self.coverKey } }

  mutating func setCover(_ cover: CoverImage) throws(AudioFileError) {
    let name = cover.mediaType == .jpeg ? "cover.jpg\0" : "cover.png\0"
    set("Cover Art (Front)", to: Array(name.utf8) + cover.data, flags: 2) {
      $0.comparedKey == Self.coverKey
    }
  }

  func pictures(limit: Int) throws(AudioFileError) -> [EmbeddedPicture] {
    var pictures: [EmbeddedPicture] = []
    for item in items where item.comparedKey.hasPrefix("COVER ART (") {
      guard case .stretch(let range) = item.content, range.count <= limit + 1024 else { continue }
      let bytes = try reader.bytes(range)
      guard let end = bytes.firstIndex(of: 0), bytes.count - end - 1 <= limit else { continue }
      pictures.append(
        EmbeddedPicture(
          bytes: Array(bytes[(end + 1)...]), isFrontCover: item.comparedKey == Self.coverKey))
    }
    return pictures
  }

  /// Puts an item where the first of those stood that it replaces, under the key of that, or at the end.
  private mutating func set(
    _ key: String, to content: [UInt8]?, flags: Int, replacing isReplaced: (Item) -> Bool
  ) {
    let index = items.firstIndex(where: isReplaced) ?? items.endIndex
    let old = index < items.endIndex ? items[index] : nil
    let added = content.map { content in
      [
        Item(
          key: old?.key ?? Array(key.utf8), flags: flags | (old?.flags ?? 0) & 1,
          content: .bytes(content))
      ]
    }
    items = items[..<index] + (added ?? []) + items[index...].filter { !isReplaced($0) }
  }

  func parts() -> [FilePart] {
    guard !items.isEmpty else { return [] }
    var body: [FilePart] = []
    for item in items {
      let head = [UInt8](littleEndian: item.content.sizeBytes) + [UInt8](littleEndian: item.flags)
      body += [.bytes(head + item.key + [0]), item.content]
    }
    let size = body.sizeBytes + (hasFooter ? Self.edgeSizeBytes : 0)
    func edge(isHeader: Bool) -> FilePart {
      var flags = self.flags
      if version >= 2000 {
        flags |= (hasHeader ? 1 << 31 : 0) | (hasFooter ? 0 : 1 << 30) | (isHeader ? 1 << 29 : 0)
      }
      let numbers = [version, size, items.count, flags].flatMap { [UInt8](littleEndian: $0) }
      return .bytes(Array("APETAGEX".utf8) + numbers + [UInt8](repeating: 0, count: 8))
    }
    return (hasHeader ? [edge(isHeader: true)] : []) + body
      + (hasFooter ? [edge(isHeader: false)] : [])
  }
}
