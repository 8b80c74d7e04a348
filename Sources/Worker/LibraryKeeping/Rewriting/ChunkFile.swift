import Files
import ID3

/// WAV (RIFF) or AIFF: chunks, of which one is an ID3 tag, and in WAV another a list of texts.
///
/// An ID3 tag is the only thing in which these formats keep an album artist, a disc or a cover.
struct ChunkFile: TaggedFile {
  private static let maximumCount = 4096
  private static let headSizeBytes = 12

  private struct Chunk {
    let name: FourCharacters
    /// Without the name and the size before it.
    let content: Range<Int>
    /// With the byte that makes its size even.
    let end: Int

    var range: Range<Int> { content.lowerBound - 8..<end }
  }

  private var tag = ForeignID3Tag()
  private let version: UInt8?
  private var info: InfoList?
  private let isWAV: Bool
  private let start: [UInt8]
  private let chunks: [Chunk]
  /// What follows the chunks and is none.
  private let rest: Range<Int>

  init(reading file: borrowing OpenFile) throws {
    start = try file.bytes(0..<Self.headSizeBytes)
    isWAV = start.starts(with: "RIFF".utf8)
    let end = 8 + Self.number(start[4..<8], isWAV)
    // A writer that could not go back leaves no size, and a truncated file has less than it says.
    guard (Self.headSizeBytes...file.sizeBytes).contains(end) else {
      throw RewritingError.unsupported
    }
    chunks = try Self.chunks(of: file, end, isWAV)
    rest = end..<file.sizeBytes

    let tags = chunks.filter { Self.isTag($0.name) }
    guard tags.count <= 1 else { throw RewritingError.unsupported }
    if let chunk = tags.first {
      guard chunk.content.count <= ID3TagHeader.maximumSizeBytes else { throw ID3Error.tooLarge }
      let bytes = try file.bytes(chunk.content)
      tag = try ForeignID3Tag(reading: bytes)
      version = ID3TagHeader(bytes)?.majorVersion
    } else {
      version = nil
    }
    if let chunk = try chunks.first(where: { try Self.isInfo($0, of: file) }) {
      info = try InfoList(parsing: try file.bytes(chunk.content), at: chunk.range.lowerBound)
    }
  }

  mutating func apply(_ change: TagChange) throws {
    try tag.apply(version == nil ? change.completed : change)
    info?.apply(change)
  }

  mutating func standardise() -> Bool {
    tag.standardise(from: version)
  }

  func parts() throws -> [FilePart] {
    var parts: [FilePart] = []
    for chunk in chunks where !Self.isTag(chunk.name) {
      if let info, info.position == chunk.range.lowerBound {
        parts.append(.bytes(self.chunk("LIST", info.encoded)))
      } else {
        parts.append(.stretch(chunk.range))
      }
    }
    let tag = try tag.rendered()
    if !tag.isEmpty { parts.append(.bytes(chunk(isWAV ? "id3 " : "ID3 ", tag))) }
    let size = Self.headSizeBytes - 8 + parts.reduce(0) { $0 + $1.sizeBytes }
    guard size <= UInt32.max else { throw RewritingError.tooLarge }
    let head = Array(start[..<4]) + Self.bytes(size, isWAV) + start[8...]
    return [.bytes(head)] + parts + [.stretch(rest)]
  }

  private func chunk(_ name: FourCharacters, _ content: [UInt8]) -> [UInt8] {
    name.bytes + Self.bytes(content.count, isWAV) + content
      + (content.count.isMultiple(of: 2) ? [] : [0])
  }

  private static func chunks(
    of file: borrowing OpenFile, _ end: Int, _ isWAV: Bool
  ) throws -> [Chunk] {
    var chunks: [Chunk] = []
    var position = headSizeBytes
    while position < end {
      let head = try file.bytes(position..<position + 8)
      let content = position + 8..<position + 8 + number(head[4...], isWAV)
      guard let name = FourCharacters(head), content.upperBound <= end, chunks.count < maximumCount
      else { throw RewritingError.unsupported }
      // Some writers forget the last byte that makes a size even.
      position = min(content.upperBound + content.count % 2, end)
      chunks.append(Chunk(name: name, content: content, end: position))
    }
    return chunks
  }

  private static func isTag(_ name: FourCharacters) -> Bool { name == "id3 " || name == "ID3 " }

  private static func isInfo(_ chunk: Chunk, of file: borrowing OpenFile) throws -> Bool {
    guard chunk.name == "LIST", chunk.content.count <= InfoList.limitBytes else { return false }
    return try file.bytes(chunk.content.prefix(4)) == Array("INFO".utf8)
  }

  private static func number(_ bytes: ArraySlice<UInt8>, _ isLittleEndian: Bool) -> Int {
    let bytes = isLittleEndian ? bytes.reversed() : Array(bytes)
    return bytes.reduce(0) { $0 << 8 | Int($1) }
  }

  private static func bytes(_ number: Int, _ isLittleEndian: Bool) -> [UInt8] {
    let shifts = isLittleEndian ? [0, 8, 16, 24] : [24, 16, 8, 0]
    return shifts.map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}

extension FilePart {
  /// The size of what is no page.
  fileprivate var sizeBytes: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .stretch(let range): range.count
    case .pages: 0
    }
  }
}
