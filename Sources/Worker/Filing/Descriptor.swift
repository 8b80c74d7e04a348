import Glibc

/// A file descriptor, closed at the end of its life.
struct Descriptor: ~Copyable {
  let raw: CInt

  /// Takes over what a call returned that answers with a negative errno.
  init(_ result: CInt, _ operation: String) throws(FilingError) {
    guard result >= 0 else { throw FilingError(errno: -result, operation) }
    raw = result
  }

  deinit { close(raw) }

  func status() throws(FilingError) -> stat {
    var status = stat()
    guard fstat(raw, &status) == 0 else { throw FilingError(errno: errno, "examine a file") }
    return status
  }
}
