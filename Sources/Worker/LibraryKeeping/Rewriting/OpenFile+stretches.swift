import Files
import Glibc

extension OpenFile {
  /// Reads exactly `range`. Throws ``RewritingError/unreadable`` where the file ends before it does.
  func bytes(_ range: Range<Int>) throws -> [UInt8] {
    guard range.lowerBound >= 0, range.upperBound <= sizeBytes else {
      throw RewritingError.unreadable
    }
    let bytes = try read(range.count, at: range.lowerBound)
    guard bytes.count == range.count else { throw RewritingError.changedMeanwhile }
    return bytes
  }

  /// Reads what there is of `count` bytes from `offset`.
  func bytes(upTo count: Int, at offset: Int) throws -> [UInt8] {
    try bytes(min(offset, sizeBytes)..<min(sizeBytes, offset + count))
  }

  /// Reads a stretch piece by piece.
  func forEachChunk(of range: Range<Int>, _ body: ([UInt8]) throws -> Void) throws {
    var rest = range
    while !rest.isEmpty {
      let chunk = rest.prefix(1 << 20)
      try body(try bytes(chunk))
      rest = chunk.upperBound..<rest.upperBound
    }
  }
}
