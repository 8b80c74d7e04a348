import Glibc

/// The lock of a file or folder that one process has, until the last reference goes or the process ends.
package final class FileLock: Sendable {
  private let descriptor: CInt

  /// Locks what is at `path`, opened with `flags`; nil if another process has it, or it cannot be opened.
  package init?(_ path: String, flags: CInt) {
    descriptor = open(path, flags | O_NOFOLLOW | O_CLOEXEC, 0o640)
    guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
