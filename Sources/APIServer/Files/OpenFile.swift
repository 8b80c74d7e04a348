import Glibc
import NIOCore
import NIOPosix

/// A regular file that is open for reading until the last reference goes, whatever becomes of its name.
final class OpenFile: Sendable {
  let sizeBytes: Int
  /// Changes with the file's content, as far as its inode tells; quoted, as the ETag header takes it.
  let tag: String
  private let descriptor: CInt

  /// Opens the file at `path`; nil where there is none, or something else than a regular file.
  static func open(_ path: String) async throws -> OpenFile? {
    try await NIOThreadPool.singleton.runIfActive { OpenFile(path) }
  }

  private init?(_ path: String) {
    // Not blocking, lest a named pipe in the library holds the thread.
    descriptor = Glibc.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    let isKnown = fstat(descriptor, &status) == 0
    sizeBytes = Int(status.st_size)
    let changed = status.st_mtim
    tag = "\"\(status.st_ino)-\(status.st_size)-\(changed.tv_sec)-\(changed.tv_nsec)\""
    guard isKnown, status.st_mode & S_IFMT == S_IFREG else { return nil }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Reads up to `range.count` bytes; fewer where the file has been cut off meanwhile. Throws ``IOError``.
  func read(_ range: Range<Int>) async throws -> ByteBuffer {
    try await NIOThreadPool.singleton.runIfActive { [self] in
      var buffer = ByteBuffer()
      try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: range.count) { bytes in
        let count = pread(descriptor, bytes.baseAddress, range.count, off_t(range.lowerBound))
        guard count >= 0 else { throw IOError(errnoCode: errno, reason: "pread") }
        return count
      }
      return buffer
    }
  }
}
