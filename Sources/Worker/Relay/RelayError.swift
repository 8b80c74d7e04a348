import Glibc

/// A system call that failed, and without which nothing can be relayed.
struct RelayError: Error, CustomStringConvertible {
  /// What was attempted and why it failed, as one clause.
  let description: String

  /// `operation` completes "cannot …".
  init(_ operation: String, errno: CInt = Glibc.errno) {
    description = "cannot \(operation): \(String(cString: strerror(errno)))"
  }
}
