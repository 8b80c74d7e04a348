import CLinux
import Glibc

extension Folder {
  /// The names in the folder, in no order; what is not UTF-8 is repaired.
  func names() throws(FilingError) -> [String] {
    var names: [String] = []
    try forEachName { name throws(FilingError) in names.append(String(cString: name)) }
    return names
  }

  /// Removes a folder and all that is in it, following no link; nothing there is fine too.
  func removeTree(_ name: String) throws(FilingError) {
    guard let tree = try folderIfPresent(name) else { return }
    try tree.removeContents(depth: 0)
    try removeEmptyFolder(name)
  }

  private func removeContents(depth: Int) throws(FilingError) {
    guard depth < 32 else { throw FilingError(errno: ENAMETOOLONG, "remove so deep a folder") }
    try forEachName { name throws(FilingError) in
      guard unlinkat(descriptor.raw, name, 0) != 0, errno != ENOENT else { return }
      // Linux says EISDIR of a folder, POSIX wants EPERM.
      guard errno == EISDIR || errno == EPERM else {
        throw FilingError(errno: errno, "remove a staged file")
      }
      let result = tonearm_open_beneath(descriptor.raw, name, O_RDONLY | O_DIRECTORY, 0)
      let inner = Folder(try Descriptor(result, "open a staged folder"))
      try inner.removeContents(depth: depth + 1)
      try removeEmptyFolder(name)
    }
  }

  private func removeEmptyFolder(_ name: UnsafePointer<CChar>) throws(FilingError) {
    guard unlinkat(descriptor.raw, name, AT_REMOVEDIR) == 0 || errno == ENOENT else {
      throw FilingError(errno: errno, "remove a staged folder")
    }
  }

  /// Calls `body` with every name but `.` and `..`, as the bytes it has on the disk.
  private func forEachName(
    _ body: (UnsafePointer<CChar>) throws(FilingError) -> Void
  ) throws(FilingError) {
    // The stream has a position and closes what it is given, so it gets a descriptor of its own.
    let result = tonearm_open_beneath(descriptor.raw, ".", O_RDONLY | O_DIRECTORY, 0)
    guard result >= 0 else { throw FilingError(errno: -result, "open a folder") }
    guard let stream = fdopendir(result) else {
      let failure = errno
      close(result)
      throw FilingError(errno: failure, "read a folder")
    }
    defer { closedir(stream) }
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      let offset = MemoryLayout.offset(of: \dirent.d_name) ?? 0
      let name = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
      if strcmp(name, ".") != 0, strcmp(name, "..") != 0 { try body(name) }
    }
    guard errno == 0 else { throw FilingError(errno: errno, "read a folder") }
  }
}
