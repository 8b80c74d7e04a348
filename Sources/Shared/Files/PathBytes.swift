import CLinux
import Glibc

/// A name or a relative path, as bytes: what the file system has need not be UTF-8.
package protocol PathBytes: Sendable {
  /// The names with slashes between them.
  var pathBytes: [UInt8] { get }
}

extension String: PathBytes {
  /// The text in UTF-8.
  package var pathBytes: [UInt8] { Array(utf8) }
}

extension [UInt8]: PathBytes {
  /// The bytes themselves.
  package var pathBytes: [UInt8] { self }
}

extension PathBytes {
  /// The path for people and logs; what is not UTF-8 is shown as U+FFFD.
  var shown: String { String(decoding: pathBytes, as: UTF8.self) }

  /// The path for a system call. A NUL would end it early, so it is refused.
  func cString() throws(FileError) -> [CChar] {
    let bytes = pathBytes
    guard !bytes.contains(0) else { throw FileError(errno: EINVAL, "use the name \(shown)") }
    return bytes.map { CChar(bitPattern: $0) } + [0]
  }

  /// Opens what is at this path beneath the folder open at `folder`; no part of the path may be a symbolic link.
  func open(beneath folder: CInt, _ flags: CInt, mode: mode_t = 0) throws(FileError) -> Descriptor {
    // Not to block on a pipe that has the file's name, nor on an automounter.
    let result = tonearm_open_beneath(folder, try cString(), flags | O_NONBLOCK, mode)
    return try Descriptor(result, "open \(shown)")
  }

  /// What has this name in the folder open at `folder`, be it a link; nil where nothing has.
  func status(in folder: CInt) throws(FileError) -> stat? {
    var status = stat()
    if fstatat(folder, try cString(), &status, AT_SYMLINK_NOFOLLOW) == 0 { return status }
    guard errno == ENOENT else { throw FileError(errno: errno, "examine \(shown)") }
    return nil
  }
}
