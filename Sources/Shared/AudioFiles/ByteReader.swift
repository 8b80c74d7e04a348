import Files

/// Reads an open file in blocks, so that a walk over many small headers needs few calls to the system.
///
/// Used by one thread at a time, and not after the file was closed.
final class ByteReader {
  let file: FileWindow
  private var block: [UInt8] = []
  private var blockStart = 0
  private static let blockSizeBytes = 8 << 10

  init(_ file: FileWindow) { self.file = file }

  var sizeBytes: Int { file.sizeBytes }

  /// Reads exactly `range`; throws ``AudioFileError/damaged`` where the file ends before it does.
  func bytes(_ range: Range<Int>) throws(AudioFileError) -> [UInt8] {
    let bytes = try bytes(upTo: range.count, at: range.lowerBound)
    guard bytes.count == range.count else { throw .damaged }
    return bytes
  }

  /// Reads what there is of `count` bytes from `offset`.
  func bytes(upTo count: Int, at offset: Int) throws(AudioFileError) -> [UInt8] {
    guard offset >= 0, offset < sizeBytes, count > 0 else { return [] }
    let end = offset + min(count, sizeBytes - offset)
    if offset < blockStart || end > blockStart + block.count {
      guard end - offset <= Self.blockSizeBytes / 2 else { return try read(offset..<end) }
      block = try read(offset..<min(sizeBytes, offset + Self.blockSizeBytes))
      blockStart = offset
    }
    let start = min(offset - blockStart, block.count)
    return Array(block[start..<min(end - blockStart, block.count)])
  }

  /// Whether `range` is nothing but zeros.
  func isZero(_ range: Range<Int>) throws(AudioFileError) -> Bool {
    var position = range.lowerBound
    while position < range.upperBound {
      let chunk = try bytes(upTo: min(1 << 20, range.upperBound - position), at: position)
      if chunk.isEmpty { break }
      if chunk.contains(where: { $0 != 0 }) { return false }
      position += chunk.count
    }
    return true
  }

  private func read(_ range: Range<Int>) throws(AudioFileError) -> [UInt8] {
    do {
      return try file.read(range.count, at: range.lowerBound)
    } catch {
      throw .file(error)
    }
  }
}
