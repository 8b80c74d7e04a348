import ID3

/// Where the frames of a tag stand: in the file, or in memory once they are decoded.
struct FrameSource {
  let reader: ByteReader
  let memory: [UInt8]?
  let end: Int

  func bytes(_ count: Int, at offset: Int) throws(AudioFileError) -> [UInt8] {
    let count = min(count, end - offset)
    guard count > 0 else { return [] }
    guard let memory else { return try reader.bytes(upTo: count, at: offset) }
    return Array(memory[offset..<offset + count])
  }

  func part(_ range: Range<Int>) -> FilePart {
    memory.map { .bytes(Array($0[range])) } ?? .stretch(range)
  }

  /// The size of what may stand before the first frame.
  func extendedHeaderSize(_ header: ID3TagHeader, at start: Int = 0) throws(AudioFileError) -> Int {
    guard header.majorVersion > 2, header.flags & 0x40 != 0 else { return 0 }
    let field = try bytes(4, at: start)
    guard field.count == 4 else { return 0 }
    let size =
      header.majorVersion == 3
      ? 4 + field.bigEndian : SyncsafeInteger.value(field[...]) ?? field.bigEndian
    return min(size, max(0, end - start))
  }
}

/// How the headers of frames look in one version of ID3v2.
struct FrameLayout {
  let version: UInt8

  var sizeBytes: Int { version == 2 ? 6 : 10 }

  private var idSizeBytes: Int { version == 2 ? 3 : 4 }

  struct Header {
    let id: String
    let sizeBytes: Int
    let flags: (keeping: UInt8, content: UInt8)
  }

  /// The header of the frame at `position`; nil where none is, or none that fits.
  func header(at position: Int, of source: FrameSource) throws(AudioFileError) -> Header? {
    let head = try source.bytes(sizeBytes, at: position)
    guard head.count == sizeBytes, isID(head.prefix(idSizeBytes)) else { return nil }
    let field = head[idSizeBytes..<2 * idSizeBytes]
    let content = position + sizeBytes
    var size = field.bigEndian
    // iTunes wrote plain sizes into ID3v2.4 as well; what follows the frame tells.
    if version == 4, let safe = SyncsafeInteger.value(field), safe != size {
      let isSafe = try isFrameOrEnd(content + safe, of: source)
      let isPlain = try isFrameOrEnd(content + size, of: source)
      if isSafe || !isPlain { size = safe }
    }
    guard size <= source.end - content else { return nil }
    return Header(
      id: String(decoding: head.prefix(idSizeBytes), as: UTF8.self), sizeBytes: size,
      flags: version == 2 ? (0, 0) : (head[8], head[9]))
  }

  func header(of frame: ID3v2Tag.Frame) throws(AudioFileError) -> [UInt8] {
    let size = frame.content.sizeBytes
    guard size < 1 << (version == 2 ? 24 : 28) else { throw .tooLarge }
    let field =
      version == 4 ? SyncsafeInteger.bytes(size) : [UInt8](bigEndian: size, idSizeBytes)
    return Array(frame.id.utf8) + field
      + (version == 2 ? [] : [frame.flags.keeping, frame.flags.content])
  }

  /// Whether at `position` there is padding, or a frame that can be that long.
  private func isFrameOrEnd(_ position: Int, of source: FrameSource) throws(AudioFileError) -> Bool
  {
    guard position < source.end else { return position == source.end }
    let head = try source.bytes(sizeBytes, at: position)
    // A single zero may be half a letter of UTF-16.
    if head.first == 0 { return head.allSatisfy { $0 == 0 } }
    guard head.count == sizeBytes, isID(head.prefix(idSizeBytes)) else { return false }
    let field = head[idSizeBytes..<2 * idSizeBytes]
    let size = min(SyncsafeInteger.value(field) ?? .max, field.bigEndian)
    return size <= source.end - position - sizeBytes
  }

  private func isID(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) }
  }
}

/// Unsynchronisation of ID3v2: a zero after each 0xff, so that no decoder takes the tag for sound.
enum ID3Unsynchronisation {
  static func undone(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var previous: UInt8 = 0
    for byte in bytes {
      if previous != 0xff || byte != 0 { plain.append(byte) }
      previous = byte
    }
    return plain
  }
}

/// The texts of text frames (ID3v2.4 structure, section 4): a byte for the encoding, then strings with NUL between them.
enum ID3Text {
  /// Nil where the encoding is none of the four, or not kept to.
  static func decoded(_ content: ArraySlice<UInt8>, _ legacy: LegacyText) -> [String]? {
    guard let encoding = content.first else { return nil }
    let bytes = content.dropFirst()
    switch encoding {
    case 0, 3:
      var strings = bytes.split(separator: 0, omittingEmptySubsequences: false).map {
        legacy.text($0)
      }
      while strings.count > 1, strings.last == "" { strings.removeLast() }
      return strings
    case 1, 2: return utf16(bytes, isBigEndian: encoding == 2 ? true : nil)
    default: return nil
    }
  }

  /// UTF-8 where the version allows it; else Latin-1 for ASCII, and UTF-16 for all else.
  static func encoded(_ text: String, _ version: UInt8) -> [UInt8] {
    if version == 4 { return [3] + Array(text.utf8) }
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return [0] + Array(text.utf8) }
    return [1, 0xff, 0xfe]
      + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool?) -> [String]? {
    var isBigEndian = isBigEndian
    let bytes = Array(bytes.count.isMultiple(of: 2) ? bytes : bytes.dropLast())
    if isBigEndian == nil {
      switch bytes.prefix(2) {
      case [0xff, 0xfe]: isBigEndian = false
      case [0xfe, 0xff]: isBigEndian = true
      default:
        // Without its mark: of the two bytes of most letters, the high one varies less.
        let pairs = stride(from: 0, to: bytes.count - 1, by: 2)
        let highFirst = pairs.count { bytes[$0] == 0 && bytes[$0 + 1] != 0 }
        let highLast = pairs.count { bytes[$0] != 0 && bytes[$0 + 1] == 0 }
        isBigEndian = highFirst > highLast
      }
    }
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map { index in
      let pair = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return isBigEndian == true ? pair.0 << 8 | pair.1 : pair.1 << 8 | pair.0
    }
    // Each text of a list has a byte order mark of its own.
    var strings = units.split(separator: 0, omittingEmptySubsequences: false).map { units in
      String(decoding: units.drop { $0 == 0xfeff }, as: UTF16.self)
    }
    while strings.count > 1, strings.last == "" { strings.removeLast() }
    return strings
  }
}
