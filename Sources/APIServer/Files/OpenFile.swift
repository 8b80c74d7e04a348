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
    try await NIOThreadPool.singleton.runIfActive { OpenFile(Glibc.open(path, flags)) }
  }

  /// Opens the file at a path of bytes beneath `folder`, where no part of it is a symbolic link.
  static func open(_ path: [UInt8], beneath folder: String) async throws -> OpenFile? {
    try await NIOThreadPool.singleton.runIfActive {
      var parent = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      let names = path.split(separator: UInt8(ascii: "/")).map {
        $0.map { CChar(bitPattern: $0) } + [0]
      }
      for name in names.dropLast() where parent >= 0 {
        let next = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        close(parent)
        parent = next
      }
      guard parent >= 0, let name = names.last else { return nil }
      defer { close(parent) }
      return OpenFile(openat(parent, name, flags))
    }
  }

  // Not blocking, lest a named pipe in the library holds the thread.
  private static let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC

  private init?(_ descriptor: CInt) {
    self.descriptor = descriptor
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
