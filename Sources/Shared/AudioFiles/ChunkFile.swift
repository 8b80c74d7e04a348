import Downloads
import ID3

/// WAV (RIFF, or RF64 beyond 4 GiB), AIFF or AIFC: chunks, of which one is an ID3 tag, and others are texts.
///
/// An ID3 tag is the only thing in which these formats keep an album artist, a disc or a cover.
struct ChunkFile: AudioContainer {
  private static let maximumCount = 4096
  private static let headSizeBytes = 12
  /// A size that is not known, or is in another chunk.
  private static let openSize = 0xffff_ffff

  private struct Chunk {
    let name: FourCharacters
    /// Without the name and the size before it.
    let content: Range<Int>
    /// With the byte that makes its size even, where it has one.
    let end: Int
    /// Which of the tags it is.
    var tag: Int?
    var isNew = false

    var range: Range<Int> { content.lowerBound - 8..<end }
  }

  let format: AudioFormat
  private(set) var sound = 0..<0
  private let isLarge: Bool
  private var outer: OuterTags
  private let reader: ByteReader
  private let legacy: LegacyText
  private let start: [UInt8]
  private var chunks: [Chunk] = []
  /// By number, as chunks have it.
  private var chunkTags: [any EditableTag] = []
  private var isCut = false
  private var soundSizeBytes = 0
  private var foundLength: AudioLength?
  /// What follows the chunks and is none.
  private var rest = 0..<0

  static func begins(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= headSizeBytes else { return false }
    let (form, kind) = (
      String(decoding: bytes[..<4], as: UTF8.self), String(decoding: bytes[8..<12], as: UTF8.self)
    )
    return ["RIFF", "RF64", "BW64"].contains(form) && kind == "WAVE"
      || form == "FORM" && ["AIFF", "AIFC"].contains(kind)
  }

  /// Where the chunks of the file that begins at `start` end, by what its head says; nil where none begins there.
  static func end(at start: Int, _ reader: ByteReader) throws(AudioFileError) -> Int? {
    let head = try reader.bytes(upTo: headSizeBytes, at: start)
    guard begins(head) else { return nil }
    var size = head[0] == UInt8(ascii: "F") ? head[4..<8].bigEndian : head[4..<8].littleEndian
    let large = try reader.bytes(upTo: 16, at: start + headSizeBytes)
    if size == openSize, large.count == 16, large.starts(with: "ds64".utf8) {
      size = large[8..<16].littleEndian
    }
    return start + min(8 + size, reader.sizeBytes - start)
  }

  init(_ reader: ByteReader, _ outer: OuterTags, _ legacy: LegacyText) throws(AudioFileError) {
    self.reader = reader
    self.outer = outer
    self.legacy = legacy
    let first = outer.inner.lowerBound
    let last = outer.inner.upperBound
    start = try reader.bytes(first..<first + Self.headSizeBytes)
    let isWAV = start[0] == UInt8(ascii: "R") || start[0] == UInt8(ascii: "B")
    format = isWAV ? .wav : .aiff
    isLarge = isWAV && !start.starts(with: "RIFF".utf8)
    func number(_ bytes: some Collection<UInt8>) -> Int {
      isWAV ? bytes.littleEndian : bytes.bigEndian
    }

    var size = number(start[4..<8])
    var largeSoundSize = 0
    if isLarge {
      let sizes = try reader.bytes(upTo: 28, at: first + Self.headSizeBytes)
      guard sizes.count == 28, sizes.starts(with: "ds64".utf8) else { throw .damaged }
      size = min(sizes[8..<16].littleEndian, last)
      largeSoundSize = min(sizes[16..<24].littleEndian, last)
    }
    // A writer that could not go back leaves no size, and a truncated file has less than it says.
    var end = first + 8 + size
    if end > last || size < 4 || size == Self.openSize {
      isCut = true
      end = last
    }

    var position = first + Self.headSizeBytes
    var found = first..<last
    var hasSound = false
    var rate: (bytesPerSecond: Double, seconds: Double) = (0, 0)
    while position + 8 <= end {
      guard chunks.count < Self.maximumCount else { throw .tooLarge }
      let head = try reader.bytes(position..<position + 8)
      guard let name = FourCharacters(head) else { break }
      var size = number(head[4...])
      let isSound = name == (isWAV ? "data" : "SSND")
      if isSound, isLarge, size == Self.openSize { size = largeSoundSize }
      if size > end - position - 8 {
        // The end of the file is the chunk's.
        isCut = true
        size = end - position - 8
      }
      let content = position + 8..<position + 8 + size
      position = try Self.end(of: content, before: end, reader)
      if isSound, !hasSound {
        found = content
        soundSizeBytes = size
        hasSound = true
      }
      if name == "fmt " || name == "COMM" {
        rate = Self.rate(try reader.bytes(content.prefix(64)), isWAV)
      }
      try add(Chunk(name: name, content: content, end: position))
    }
    if position < end, try !reader.isZero(position..<end) { isCut = true }
    rest = max(position, end)..<last
    sound = found
    var seconds = rate.seconds
    if isWAV {
      seconds = rate.bytesPerSecond > 0 ? Double(soundSizeBytes) / rate.bytesPerSecond : 0
    }
    guard hasSound || !isWAV, seconds > 0,
      let length = AudioLength(seconds: seconds, sizeBytes: soundSizeBytes)
    else { throw .notAudio }
    foundLength = AudioLength(
      seconds: length.seconds, bitrateKbps: Int(min(rate.bytesPerSecond * 8 / 1000, 1e6).rounded()))
  }

  /// Where the next chunk begins. Some writers forget the byte that makes a size even.
  private static func end(
    of content: Range<Int>, before end: Int, _ reader: ByteReader
  ) throws(AudioFileError) -> Int {
    guard !content.count.isMultiple(of: 2), content.upperBound < end else {
      return content.upperBound
    }
    let next = try reader.bytes(upTo: 4, at: content.upperBound)
    let isName = next.count == 4 && next.allSatisfy { (0x20...0x7e).contains($0) }
    return content.upperBound + (isName ? 0 : 1)
  }

  /// Bytes and seconds of the sound.
  private static func rate(_ format: [UInt8], _ isWAV: Bool) -> (Double, Double) {
    if isWAV { return (format.count >= 16 ? Double(format[8..<12].littleEndian) : 0, 0) }
    guard format.count >= 18 else { return (0, 0) }
    let (channels, frames) = (Double(format[0..<2].bigEndian), Double(format[2..<6].bigEndian))
    let bits = Double(format[6..<8].bigEndian)
    // A floating-point number of 80 bits; its sign is of no use here.
    let exponent = format[8..<10].bigEndian & 0x7fff
    let mantissa = format[10..<18].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard (16383..<16383 + 40).contains(exponent) else { return (0, 0) }
    let rate =
      Double(mantissa) * Double(sign: .plus, exponent: exponent - 16383 - 63, significand: 1)
    return rate >= 1 ? (channels * bits * rate / 8, frames / rate) : (0, 0)
  }

  private mutating func add(_ chunk: Chunk) throws(AudioFileError) {
    var chunk = chunk
    var tag: (any EditableTag)?
    switch chunk.name {
    case "id3 ", "ID3 ":
      tag = try ID3v2Tag(
        at: chunk.content.lowerBound, before: chunk.content.upperBound, reader, legacy)
    case "LIST" where format == .wav && chunk.content.count <= InfoList.limitBytes:
      let bytes = try reader.bytes(chunk.content)
      if bytes.starts(with: "INFO".utf8) { tag = InfoList(parsing: bytes, legacy) }
    case "NAME", "AUTH":
      guard format == .aiff, chunk.content.count <= ID3v2Tag.textLimitBytes else { break }
      tag = TextChunk(chunk.name, try reader.bytes(chunk.content), legacy)
    default: break
    }
    if let tag {
      chunk.tag = chunkTags.count
      chunkTags.append(tag)
    }
    chunks.append(chunk)
  }

  var tags: [any EditableTag] {
    chunkTags.filter { $0 is ID3v2Tag } + outer.tags + chunkTags.filter { !($0 is ID3v2Tag) }
  }

  func length() -> AudioLength? { foundLength }

  mutating func apply(_ change: TagChange) throws(AudioFileError) {
    try outer.apply(change, main: nil)
    let info = chunkTags.firstIndex { $0 is InfoList }
    if let index = chunkTags.firstIndex(where: { $0 is ID3v2Tag }) {
      try change.apply(to: &chunkTags, primary: [index])
      // ffmpeg passes over an ID3 tag where it finds other texts: those of a broadcast, or of a private frame.
      let tag = chunkTags[index] as? ID3v2Tag
      let hasOthers =
        chunks.contains { $0.name == "bext" } || tag?.frames.contains { $0.id == "PRIV" } == true
      if format == .wav, info == nil, !change.texts.isEmpty, hasOthers { try addInfo(change) }
      return
    }
    let needsID3 =
      change.cover != nil || change.texts.contains { !$0.value.isEmpty && $0.key.info.isEmpty }
    if let info, !needsID3 { return try change.apply(to: &chunkTags, primary: [info]) }
    if change.cover == nil, change.texts.allSatisfy(\.value.isEmpty) {
      return try change.apply(to: &chunkTags, primary: [])
    }
    try change.apply(to: &chunkTags, primary: info.map { [$0] } ?? [])
    // A first tag of its kind has all that is known, for programs that read no other.
    var new: [any EditableTag] = [ID3v2Tag(reader, legacy)]
    try change.completed.apply(to: &new, primary: [0])
    add(new[0], format == .wav ? "id3 " : "ID3 ")
    if format == .wav, info == nil { try addInfo(change) }
  }

  private mutating func addInfo(_ change: TagChange) throws(AudioFileError) {
    var list: [any EditableTag] = [InfoList(legacy)]
    try change.completed.apply(to: &list, primary: [0])
    add(list[0], "LIST")
  }

  private mutating func add(_ tag: any EditableTag, _ name: FourCharacters) {
    let end = chunks.last?.end ?? rest.lowerBound
    chunks.append(
      Chunk(name: name, content: end + 8..<end + 8, end: end + 8, tag: chunkTags.count, isNew: true)
    )
    chunkTags.append(tag)
  }

  mutating func standardise() throws(AudioFileError) -> Bool {
    guard let index = chunkTags.firstIndex(where: { $0 is ID3v2Tag }),
      var tag = chunkTags[index] as? ID3v2Tag, try tag.standardise()
    else { return false }
    chunkTags[index] = tag
    return true
  }

  func parts() throws(AudioFileError) -> [FilePart] {
    guard !isCut else { throw .unsupported }
    var parts: [FilePart] = []
    var previous: Chunk?
    for chunk in chunks {
      defer { previous = chunk }
      guard let number = chunk.tag else {
        parts.append(.stretch(chunk.range))
        continue
      }
      let content = try content(of: chunkTags[number], chunk)
      if content.isEmpty { continue }
      // The last chunk may have had no byte that makes its size even.
      if chunk.isNew, let previous, previous.tag == nil, !previous.range.count.isMultiple(of: 2) {
        parts.append(.bytes([0]))
      }
      // Of the two names that the chunk of an ID3 tag has, most readers know one in AIFF.
      let name = format == .aiff && chunk.name == "id3 " ? "ID3 " : chunk.name
      parts.append(.bytes(name.bytes + self.size(content.sizeBytes)))
      parts += content
      if !content.sizeBytes.isMultiple(of: 2) { parts.append(.bytes([0])) }
    }
    let size = Self.headSizeBytes - 8 + parts.sizeBytes
    var head = start
    if isLarge {
      guard case .stretch(let range)? = parts.first else { throw .unsupported }
      var sizes = try reader.bytes(range)
      guard sizes.count >= 16 else { throw .unsupported }
      sizes.replaceSubrange(8..<16, with: [UInt8](littleEndian: size, 8))
      parts[0] = .bytes(sizes)
    } else {
      guard size < Self.openSize else { throw .tooLarge }
      head.replaceSubrange(4..<8, with: self.size(size))
    }
    return try outer.parts(around: [.bytes(head)] + parts + [.stretch(rest)])
  }

  private func content(of tag: any EditableTag, _ chunk: Chunk) throws(AudioFileError) -> [FilePart]
  {
    switch tag {
    case let tag as ID3v2Tag:
      let parts = try tag.parts(isPadded: !tag.range.isEmpty)
      let behind = tag.range.isEmpty ? 0..<0 : tag.range.upperBound..<chunk.content.upperBound
      return parts.isEmpty ? [] : parts + (behind.isEmpty ? [] : [.stretch(behind)])
    case let tag as InfoList: return tag.isEmpty ? [] : [.bytes(tag.encoded)]
    case let tag as TextChunk:
      return tag.content.isEmpty && tag.isChanged ? [] : [.bytes(tag.content)]
    default: preconditionFailure("no other tag is kept here")
    }
  }

  private func size(_ value: Int) -> [UInt8] {
    format == .wav ? [UInt8](littleEndian: value) : [UInt8](bigEndian: value)
  }
}

/// A chunk of AIFF that is one text: the name or the author.
struct TextChunk: EditableTag {
  private let name: FourCharacters
  private(set) var content: [UInt8]
  private(set) var isChanged = false
  private let legacy: LegacyText

  init(_ name: FourCharacters, _ content: [UInt8], _ legacy: LegacyText) {
    self.name = name
    self.content = content
    self.legacy = legacy
  }

  func holds(_ field: TagField) -> Bool { field.textChunk == name }

  func texts(_ field: TagField) -> [String] {
    holds(field) ? [legacy.text(content.prefix { $0 != 0 })] : []
  }

  mutating func set(_ field: TagField, to text: String?) {
    guard holds(field) else { return }
    content = Array((text ?? "").utf8)
    isChanged = true
  }
}
