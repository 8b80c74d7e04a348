import Downloads

/// The 128 bytes at the end of a file that are an ID3v1 tag: texts of fixed sizes.
struct ID3Version1Tag: EditableTag {
  static let sizeBytes = 128
  /// How many bytes of a file's end tell whether they hold one.
  private static let windowBytes = sizeBytes + 3

  let start: Int
  private var bytes: [UInt8]
  private let legacy: LegacyText

  /// Reads the tag that ends at `end`; nil where none does.
  ///
  /// The mark of an APE tag, `APETAGEX`, has the mark `TAG` inside it, and may lie so that this begins 128 bytes
  /// before the end of the file.
  init?(endingAt end: Int, after start: Int, _ reader: ByteReader, _ legacy: LegacyText)
    throws(AudioFileError)
  {
    guard end - start >= Self.sizeBytes else { return nil }
    let window = try reader.bytes(max(start, end - Self.windowBytes)..<end)
    guard window.suffix(Self.sizeBytes).starts(with: "TAG".utf8),
      !window.starts(with: "APETAGEX".utf8)
    else { return nil }
    self.start = end - Self.sizeBytes
    self.legacy = legacy
    bytes = Array(window.suffix(Self.sizeBytes))
  }

  /// Where a text is.
  private static func place(_ field: TagField) -> Range<Int>? {
    switch field {
    case .title: 3..<33
    case .artist: 33..<63
    case .album: 63..<93
    case .year: 93..<97
    default: nil
    }
  }

  /// Whether the end of the comment is a track number (ID3v1.1).
  private var hasTrackNumber: Bool { bytes[125] == 0 && bytes[126] != 0 }

  func texts(_ field: TagField) -> [String] {
    switch field {
    case .genre: Genre.name(Int(bytes[127])).map { [$0] } ?? []
    case .trackNumber: hasTrackNumber ? ["\(bytes[126])"] : []
    default:
      Self.place(field).map { [legacy.text(bytes[$0].prefix { $0 != 0 })] } ?? []
    }
  }

  func holds(_ field: TagField) -> Bool {
    switch field {
    case .genre: bytes[127] != 0xff
    case .trackNumber: hasTrackNumber
    default: Self.place(field).map { bytes[$0].contains { $0 != 0 && $0 != 0x20 } } ?? false
    }
  }

  mutating func set(_ field: TagField, to text: String?) {
    let text = text ?? ""
    switch field {
    case .genre: bytes[127] = Genre.number(text).map { UInt8(truncatingIfNeeded: $0) } ?? 0xff
    case .trackNumber: if hasTrackNumber { bytes[126] = UInt8(text) ?? 0 }
    default:
      guard let place = Self.place(field) else { return }
      let content = Self.encoded(text, place.count)
      bytes.replaceSubrange(
        place, with: content + [UInt8](repeating: 0, count: place.count - content.count))
    }
  }

  /// As much of the text as fits: in Latin-1, or else in UTF-8 as far as whole characters go.
  private static func encoded(_ text: String, _ count: Int) -> [UInt8] {
    let latin1 = text.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
    // Latin-1 that happens to be UTF-8 would be read as that.
    if latin1.count == text.unicodeScalars.count,
      String(validating: latin1.prefix(count), as: UTF8.self) == nil
        || latin1.allSatisfy({ $0 < 0x80 })
    {
      return Array(latin1.prefix(count))
    }
    var content: [UInt8] = []
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      guard content.count + bytes.count <= count else { break }
      content += bytes
    }
    return content
  }

  func parts() -> [FilePart] { [.bytes(bytes)] }
}

/// The 227 bytes that some programs put before an ID3v1 tag for longer texts, `TAG+`. An edited field is emptied there:
/// other tags have it whole.
struct EnhancedTag: EditableTag {
  static let sizeBytes = 227

  let start: Int
  private var bytes: [UInt8]
  private let legacy: LegacyText

  init?(endingAt end: Int, after start: Int, _ reader: ByteReader, _ legacy: LegacyText)
    throws(AudioFileError)
  {
    guard end - start >= Self.sizeBytes else { return nil }
    bytes = try reader.bytes(end - Self.sizeBytes..<end)
    guard bytes.starts(with: "TAG+".utf8) else { return nil }
    self.start = end - Self.sizeBytes
    self.legacy = legacy
  }

  private static func place(_ field: TagField) -> Range<Int>? {
    switch field {
    case .title: 4..<64
    case .artist: 64..<124
    case .album: 124..<184
    case .genre: 185..<215
    default: nil
    }
  }

  func texts(_ field: TagField) -> [String] {
    Self.place(field).map { [legacy.text(bytes[$0].prefix { $0 != 0 })] } ?? []
  }

  func holds(_ field: TagField) -> Bool {
    Self.place(field).map { bytes[$0].contains { $0 != 0 } } ?? false
  }

  mutating func set(_ field: TagField, to text: String?) {
    guard let place = Self.place(field) else { return }
    bytes.replaceSubrange(place, with: [UInt8](repeating: 0, count: place.count))
  }

  func parts() -> [FilePart] { [.bytes(bytes)] }
}

/// A Lyrics3 block, version 2, which is found by the ID3v1 tag behind it. It may have longer forms of the texts of that
/// tag; an edited field is removed here.
struct Lyrics3Tag: EditableTag {
  private static let limitBytes = 1 << 20
  private static let begin = Array("LYRICSBEGIN".utf8)
  private static let end = Array("LYRICS200".utf8)

  let start: Int
  private let legacy: LegacyText
  private var fields: [(id: String, content: ArraySlice<UInt8>)] = []

  init?(endingAt end: Int, after start: Int, _ reader: ByteReader, _ legacy: LegacyText)
    throws(AudioFileError)
  {
    let mark = try reader.bytes(upTo: 15, at: end - 15)
    guard end - start > 26, mark.count == 15, mark.suffix(9).elementsEqual(Self.end),
      let size = Int(String(decoding: mark.prefix(6), as: UTF8.self)), size >= Self.begin.count,
      size <= min(Self.limitBytes, end - start - 15)
    else { return nil }
    self.start = end - 15 - size
    self.legacy = legacy
    let bytes = try reader.bytes(self.start..<end - 15)
    guard bytes.starts(with: Self.begin) else { return nil }
    var rest = bytes.dropFirst(Self.begin.count)
    while !rest.isEmpty {
      guard rest.count >= 8,
        let size = Int(String(decoding: rest.dropFirst(3).prefix(5), as: UTF8.self)),
        (0...rest.count - 8).contains(size)
      else { return nil }
      fields.append(
        (String(decoding: rest.prefix(3), as: UTF8.self), rest.dropFirst(8).prefix(size)))
      rest = rest.dropFirst(8 + size)
    }
  }

  private static func id(_ field: TagField) -> String? {
    switch field {
    case .title: "ETT"
    case .artist: "EAR"
    case .album: "EAL"
    default: nil
    }
  }

  func texts(_ field: TagField) -> [String] {
    fields.filter { $0.id == Self.id(field) }.map { legacy.text($0.content) }
  }

  func holds(_ field: TagField) -> Bool { fields.contains { $0.id == Self.id(field) } }

  mutating func set(_ field: TagField, to text: String?) {
    fields.removeAll { $0.id == Self.id(field) }
  }

  func parts() -> [FilePart] {
    func digits(_ number: Int, _ count: Int) -> [UInt8] {
      let text = Array(String(number).utf8)
      return [UInt8](repeating: 0x30, count: max(0, count - text.count)) + text
    }
    let body =
      Self.begin
      + fields.flatMap { field in
        Array(field.id.utf8) + digits(field.content.count, 5) + field.content
      }
    return [.bytes(body + digits(body.count, 6) + Self.end)]
  }
}
