import Glibc

/// Reads the names in a folder, one at a time, in the file system's order; `.` and `..` are left out.
package final class FolderStream {
  /// A name, and what the folder itself says of it.
  package struct Entry: Sendable {
    /// What has a name; some file systems do not say.
    package enum Kind: Sendable { case file, folder, other, unknown }

    /// As the file system has it; need not be UTF-8.
    package let name: [UInt8]
    /// Unknown where only ``FolderStream/status(of:)`` can say.
    package let kind: Kind
  }

  private let stream: OpaquePointer
  private let descriptor: CInt

  /// Reads `folder`, which stays open as long as this lives.
  package init(_ folder: consuming Folder) throws(FileError) {
    descriptor = folder.release()
    guard let stream = fdopendir(descriptor) else {
      let failure = errno
      close(descriptor)
      throw FileError(errno: failure, "read a folder")
    }
    self.stream = stream
  }

  deinit { closedir(stream) }

  /// The next name; nil at the end.
  package func next() throws(FileError) -> Entry? {
    while true {
      errno = 0
      guard let raw = readdir(stream) else {
        guard errno == 0 else { throw FileError(errno: errno, "read a folder") }
        return nil
      }
      let name = Self.name(of: raw)
      guard name != [UInt8(ascii: ".")], name != Array("..".utf8) else { continue }
      return Entry(name: name, kind: Self.kind(of: raw))
    }
  }

  /// What has the name in this folder, be it a link; nil where nothing has any more.
  package func status(of name: some PathBytes) throws(FileError) -> stat? {
    try name.status(in: descriptor)
  }

  /// Opens the folder of that name in this one.
  package func folder(_ name: some PathBytes) throws(FileError) -> Folder {
    Folder(try name.open(beneath: descriptor, O_RDONLY | O_DIRECTORY))
  }

  private static func kind(of entry: UnsafeMutablePointer<dirent>) -> Entry.Kind {
    switch Int(entry.pointee.d_type) {
    case Int(DT_REG): .file
    case Int(DT_DIR): .folder
    case Int(DT_UNKNOWN): .unknown
    default: .other
    }
  }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
    let offset = MemoryLayout.offset(of: \dirent.d_name) ?? 0
    let name = UnsafeRawPointer(entry).advanced(by: offset)
    let length = strlen(name.assumingMemoryBound(to: CChar.self))
    return Array(UnsafeRawBufferPointer(start: name, count: length))
  }
}

extension Folder {
  /// Gives the descriptor to the caller, who closes it.
  fileprivate consuming func release() -> CInt { descriptor.release() }
}
