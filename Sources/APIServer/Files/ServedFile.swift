import Files
import NIOCore
import NIOPosix

/// A regular file that is open for reading until the last reference goes, whatever becomes of its name.
final class ServedFile: Sendable {
  private let file: OpenFile
  /// Changes with the file's content, as far as its inode tells; quoted, as the ETag header needs it.
  let tag: String

  /// Opens the file at `path` beneath `folder`, where no part of it is a symbolic link; nil where there is none, or
  /// something else than a regular file. Throws ``FileError`` where the folder or the file cannot be opened.
  static func open(_ path: some PathBytes, beneath folder: String) async throws -> ServedFile? {
    try await NIOThreadPool.singleton.runIfActive {
      guard let file = try Folder(root: folder).fileIfPresent(path) else { return nil }
      return ServedFile(file)
    }
  }

  init(_ file: consuming OpenFile) {
    let stamp = file.stamp
    tag = "\"\(stamp.inode)-\(stamp.sizeBytes)-\(stamp.modifiedAtNanoseconds)\""
    self.file = file
  }

  var sizeBytes: Int { file.sizeBytes }

  /// Reads up to `range.count` bytes; fewer where the file has been cut off meanwhile. Throws ``FileError``.
  func read(_ range: Range<Int>) async throws -> ByteBuffer {
    try await NIOThreadPool.singleton.runIfActive { [self] in
      var buffer = ByteBuffer()
      try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: range.count) { bytes in
        let wanted = UnsafeMutableRawBufferPointer(rebasing: bytes.prefix(range.count))
        return try file.window.read(into: wanted, at: range.lowerBound)
      }
      return buffer
    }
  }
}
