import Glibc

/// A file descriptor, closed at the end of its life.
struct Descriptor: ~Copyable, Sendable {
  let raw: CInt

  /// Owns what a call returned; a negative `result` is the errno of its failure.
  init(_ result: CInt, _ operation: String, isRoot: Bool = false) throws(FileError) {
    guard result >= 0 else { throw FileError(errno: -result, operation, isRoot: isRoot) }
    raw = result
  }

  deinit { close(raw) }

  func status() throws(FileError) -> stat {
    var status = stat()
    guard fstat(raw, &status) == 0 else { throw FileError(errno: errno, "examine a file") }
    return status
  }

  /// Gives the descriptor to the caller, who closes it.
  consuming func release() -> CInt {
    let raw = raw
    discard self
    return raw
  }
}
