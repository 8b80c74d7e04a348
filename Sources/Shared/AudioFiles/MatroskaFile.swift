import Downloads

/// Sound in Matroska or WebM (RFC 9559): what its head says of length and tags; read, not edited.
struct MatroskaFile: AudioContainer {
  private static let maximumCount = 4096
  private static let textLimitBytes = 64 << 10

  private enum ID {
    static let header = 0x1a45_dfa3
    static let segment = 0x1853_8067
    static let info = 0x1549_a966
    static let timestampScale = 0x2a_d7b1
    static let duration = 0x4489
    static let title = 0x7ba9
    static let tracks = 0x1654_ae6b
    static let track = 0xae
    static let trackType = 0x83
    static let tags = 0x1254_c367
    static let tag = 0x7373
    static let simpleTag = 0x67c8
    static let tagName = 0x45a3
    static let tagString = 0x4487
  }

  let format = AudioFormat.mka
  let sound: Range<Int>
  private let reader: ByteReader
  private var values: [String: [String]] = [:]
  private var nanosecondsPerUnit = 1_000_000.0
  private var units = 0.0
  private var hasSound = false
  private var count = 0

  static func begins(_ bytes: [UInt8]) -> Bool {
    bytes.prefix(4).bigEndian == ID.header && bytes.count >= 4
  }

  init(_ reader: ByteReader) throws(AudioFileError) {
    self.reader = reader
    sound = 0..<reader.sizeBytes
    try read(0..<reader.sizeBytes, depth: 0)
    guard hasSound else { throw .notAudio }
  }

  /// An element's identifier and content; nil where none is.
  private func element(
    at position: Int, before end: Int
  ) throws(AudioFileError) -> (id: Int, content: Range<Int>)? {
    let head = try reader.bytes(upTo: min(12, end - position), at: position)
    guard let first = head.first, first != 0 else { return nil }
    let idSize = first.leadingZeroBitCount + 1
    guard idSize <= 4, head.count > idSize, head[idSize] != 0 else { return nil }
    let sizeSize = head[idSize].leadingZeroBitCount + 1
    guard head.count >= idSize + sizeSize else { return nil }
    let field = head[idSize..<idSize + sizeSize]
    let mask = 1 << (7 * sizeSize) - 1
    // All ones: to the end of what it is in.
    let size = field.bigEndian & mask
    let start = position + idSize + sizeSize
    let content = start..<(size == mask ? end : min(end, start + min(size, end - start)))
    return (head[..<idSize].bigEndian, content)
  }

  private mutating func read(_ range: Range<Int>, depth: Int) throws(AudioFileError) {
    let deepest = 6
    guard depth <= deepest else { throw .tooLarge }
    var position = range.lowerBound
    var (name, text): (String?, String?) = (nil, nil)
    while position < range.upperBound,
      let (id, content) = try element(at: position, before: range.upperBound)
    {
      count += 1
      // Clusters of sound follow each other by the thousand; tags may lie behind them.
      guard count < 100 * Self.maximumCount else { throw .tooLarge }
      position = content.upperBound
      switch id {
      case ID.segment, ID.info, ID.tracks, ID.track, ID.tags, ID.tag, ID.simpleTag:
        try read(content, depth: depth + 1)
      case ID.timestampScale: nanosecondsPerUnit = Double(try number(content))
      case ID.duration: units = try float(content)
      case ID.title: values["TITLE", default: []].append(try string(content))
      case ID.trackType: if try number(content) == 2 { hasSound = true }
      case ID.tagName: name = try string(content).uppercased()
      case ID.tagString: text = try string(content)
      default: break
      }
    }
    if let name, let text { values[name, default: []].append(text) }
  }

  private func number(_ range: Range<Int>) throws(AudioFileError) -> Int {
    range.count <= 7 ? try reader.bytes(range).bigEndian : 0
  }

  private func float(_ range: Range<Int>) throws(AudioFileError) -> Double {
    guard range.count == 4 || range.count == 8 else { return 0 }
    let bits = try reader.bytes(range).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let value =
      range.count == 4
      ? Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))) : Double(bitPattern: bits)
    return value.isFinite ? value : 0
  }

  private func string(_ range: Range<Int>) throws(AudioFileError) -> String {
    String(
      decoding: try reader.bytes(range.prefix(Self.textLimitBytes)).prefix { $0 != 0 },
      as: UTF8.self)
  }

  var tags: [any EditableTag] { [MatroskaTag(values: values)] }

  func length() -> AudioLength? {
    AudioLength(seconds: units * nanosecondsPerUnit / 1e9, sizeBytes: reader.sizeBytes)
  }

  mutating func apply(_ change: TagChange) throws(AudioFileError) { throw .unsupported }

  mutating func standardise() -> Bool { false }

  func parts() throws(AudioFileError) -> [FilePart] { throw .unsupported }
}

/// The texts of a Matroska file, by the names that Matroska and ffmpeg have for them; never changed.
private struct MatroskaTag: EditableTag {
  let values: [String: [String]]

  func texts(_ field: TagField) -> [String] {
    let names: [String] =
      switch field {
      case .year: ["DATE_RELEASED", "DATE", "YEAR"]
      case .trackNumber: ["PART_NUMBER", "TRACK", "TRACKNUMBER"]
      case .albumArtist: ["ALBUM_ARTIST", "ALBUMARTIST"]
      case .discNumber: ["DISC", "DISCNUMBER"]
      default: field.comments
      }
    for name in names { if let texts = values[name] { return texts } }
    return []
  }

  func texts(named name: String) -> [String] { values[name] ?? [] }

  func holds(_ field: TagField) -> Bool { !texts(field).isEmpty }

  mutating func set(_ field: TagField, to text: String?) throws(AudioFileError) {
    throw .unsupported
  }
}
