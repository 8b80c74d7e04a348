import CLinux
import Glibc

/// An open folder, and what is done to the names in it.
///
/// Everything is looked up from the open folder and beneath it; a symbolic link on the way is an error,
/// because a library may hold what a stranger put there.
package struct Folder: ~Copyable {
  let descriptor: Descriptor

  init(_ descriptor: consuming Descriptor) {
    self.descriptor = descriptor
  }

  /// Opens a configured folder; `path` is trusted and may lead through links.
  ///
  /// Where nothing is there, the error's condition is `away`.
  package init(root path: String) throws(FileError) {
    let result = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    descriptor = try Descriptor(result < 0 ? -errno : result, "open \(path)", isRoot: true)
  }

  /// Which folder this is.
  package func identity() throws(FileError) -> FileIdentity { FileIdentity(try status()) }

  /// The folder's own owner, mode and times.
  package func status() throws(FileError) -> stat { try descriptor.status() }

  /// Watches the folder itself, wherever it is moved: calls `body` with its descriptor, which it may not keep.
  package func withDescriptor<Result>(_ body: (CInt) throws(FileError) -> Result) throws(FileError)
    -> Result
  {
    try body(descriptor.raw)
  }

  // MARK: Looking up

  /// Opens the folder at a relative path.
  package func folder(_ path: some PathBytes) throws(FileError) -> Folder {
    Folder(try path.open(beneath: descriptor.raw, O_RDONLY | O_DIRECTORY))
  }

  /// Opens the folder at a relative path, nil where there is none.
  package func folderIfPresent(_ path: some PathBytes) throws(FileError) -> Folder? {
    do {
      return try folder(path)
    } catch  where error.errno == ENOENT {
      return nil
    }
  }

  /// Opens the folder that `path` names, making what is missing of it.
  package func makingFolder(_ path: some Collection<some PathBytes>, mode: mode_t)
    throws(FileError) -> Folder
  {
    guard let name = path.first else { return try folder(".") }
    if let next = try folderIfPresent(name) {
      return try next.makingFolder(path.dropFirst(), mode: mode)
    }
    guard mkdirat(descriptor.raw, try name.cString(), mode) == 0 || errno == EEXIST else {
      throw FileError(errno: errno, "make the folder \(name.shown)")
    }
    try sync()
    return try folder(name).makingFolder(path.dropFirst(), mode: mode)
  }

  /// Opens the regular file at a relative path.
  package func file(_ path: some PathBytes, writable: Bool = false) throws(FileError) -> OpenFile {
    try OpenFile(try path.open(beneath: descriptor.raw, writable ? O_RDWR : O_RDONLY))
  }

  /// Opens the regular file at a relative path, nil where there is none, or a link in its place.
  package func fileIfPresent(_ path: some PathBytes) throws(FileError) -> OpenFile? {
    do {
      return try file(path)
    } catch  where error.isMissing {
      return nil
    }
  }

  /// What is at a relative path, be it a link; nil where nothing is.
  package func status(of path: some PathBytes) throws(FileError) -> stat? {
    try path.status(in: descriptor.raw)
  }

  /// The file that has the name now, nil where nothing has it.
  package func identity(of name: some PathBytes) throws(FileError) -> FileIdentity? {
    try status(of: name).map { FileIdentity($0) }
  }

  // MARK: Contents

  /// The names in the folder, in no order; what is not UTF-8 is repaired.
  package func names() throws(FileError) -> [String] {
    let stream = try stream()
    var names: [String] = []
    while let entry = try stream.next() { names.append(entry.name.shown) }
    return names
  }

  /// Calls `body` with the name of every folder that is in this one, and with the folder.
  package func forEachFolder(_ body: (String, borrowing Folder) throws -> Void) throws {
    for name in try names() {
      if let folder = try realFolder(name) { try body(name, folder) }
    }
  }

  /// Opens a folder, nil where the name is that of a file or a link, or of nothing any more.
  private func realFolder(_ name: String) throws(FileError) -> Folder? {
    do {
      return try folder(name)
    } catch  where error.isMissing {
      return nil
    }
  }

  // The stream has a position and closes its descriptor, so it gets one of its own.
  private func stream() throws(FileError) -> FolderStream { try FolderStream(try folder(".")) }

  // MARK: Changing

  /// Makes a file for this program alone, in place of what is left of an earlier attempt.
  package func makingFile(_ name: some PathBytes) throws(FileError) -> OpenFile {
    try removeIfPresent(name)
    return try OpenFile(
      try name.open(beneath: descriptor.raw, O_RDWR | O_CREAT | O_EXCL, mode: 0o600))
  }

  /// Renames within the folder, replacing what has the new name.
  package func rename(_ name: some PathBytes, to newName: some PathBytes) throws(FileError) {
    try rename(name, over: newName, in: self)
  }

  /// Renames into `folder`, replacing what has the new name there.
  package func rename(
    _ name: some PathBytes, over newName: some PathBytes, in folder: borrowing Folder
  ) throws(FileError) {
    let result = renameat(
      descriptor.raw, try name.cString(), folder.descriptor.raw, try newName.cString())
    guard result == 0 else {
      throw FileError(errno: errno, "rename \(name.shown) to \(newName.shown)")
    }
  }

  /// Moves a file without ever replacing another: EEXIST where the name is taken.
  package func move(
    _ name: some PathBytes, to folder: borrowing Folder, as newName: some PathBytes
  ) throws(FileError) {
    let result = tonearm_rename_exclusively(
      descriptor.raw, try name.cString(), folder.descriptor.raw, try newName.cString())
    switch -result {
    case 0: return
    case EINVAL, ENOSYS, ENOTSUP: try moveByLink(name, to: folder, as: newName)
    case let errno: throw FileError(errno: errno, "move \(name.shown) to \(newName.shown)")
    }
  }

  /// Moves in two steps, for file systems that cannot rename exclusively (NFS, some of FUSE).
  package func moveByLink(
    _ name: some PathBytes, to folder: borrowing Folder, as newName: some PathBytes
  ) throws(FileError) {
    try link(name, to: folder, as: newName)
    try remove(name)
  }

  /// Gives a file a second name in `folder`: EEXIST where that is taken.
  package func link(
    _ name: some PathBytes, to folder: borrowing Folder, as newName: some PathBytes
  ) throws(FileError) {
    let result = linkat(
      descriptor.raw, try name.cString(), folder.descriptor.raw, try newName.cString(), 0)
    guard result == 0 else {
      throw FileError(errno: errno, "link \(name.shown) to \(newName.shown)")
    }
  }

  /// Removes a file.
  package func remove(_ name: some PathBytes) throws(FileError) {
    guard unlinkat(descriptor.raw, try name.cString(), 0) == 0 else {
      throw FileError(errno: errno, "remove \(name.shown)")
    }
  }

  /// Removes a file, if there is one.
  package func removeIfPresent(_ name: some PathBytes) throws(FileError) {
    do { try remove(name) } catch  where error.errno == ENOENT {}
  }

  /// Removes a folder and all that is in it, following no link; nothing there is fine too.
  package func removeTree(_ name: some PathBytes) throws(FileError) {
    guard let tree = try folderIfPresent(name) else { return }
    try tree.removeContents(depth: 0)
    try removeEmptyFolder(name)
  }

  private func removeContents(depth: Int) throws(FileError) {
    guard depth < 32 else { throw FileError(errno: ENAMETOOLONG, "remove so deep a folder") }
    let stream = try stream()
    while let name = try stream.next()?.name {
      do {
        try remove(name)
      } catch  where error.errno == ENOENT {
      } catch  where error.errno == EISDIR || error.errno == EPERM {
        // A folder: Linux says EISDIR, POSIX EPERM.
        try folder(name).removeContents(depth: depth + 1)
        try removeEmptyFolder(name)
      }
    }
  }

  private func removeEmptyFolder(_ name: some PathBytes) throws(FileError) {
    guard unlinkat(descriptor.raw, try name.cString(), AT_REMOVEDIR) == 0 || errno == ENOENT else {
      throw FileError(errno: errno, "remove the folder \(name.shown)")
    }
  }

  /// Waits until the names in the folder are on the disk.
  package func sync() throws(FileError) {
    // EINVAL: a file system that writes names at once, or offers no more than that.
    guard fsync(descriptor.raw) != 0, errno != EINVAL else { return }
    throw FileError(errno: errno, "sync a folder")
  }
}
