import CLinux
import Glibc

/// An open folder, and what is done to the names in it.
///
/// Everything is looked up from the open folder and beneath it; a symbolic link on the way is an error,
/// because a library may hold what a stranger put there.
struct Folder: ~Copyable {
  let descriptor: Descriptor

  init(_ descriptor: consuming Descriptor) {
    self.descriptor = descriptor
  }

  /// Opens a configured folder; `path` is trusted and may lead through links.
  init(at path: String) throws(FilingError) {
    let result = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    descriptor = try Descriptor(result < 0 ? -errno : result, "open \(path)")
  }

  /// Opens the folder at a relative path.
  func folder(_ path: String) throws(FilingError) -> Folder {
    let result = tonearm_open_beneath(descriptor.raw, path, O_RDONLY | O_DIRECTORY, 0)
    return Folder(try Descriptor(result, "open the folder \(path)"))
  }

  /// Opens the folder at a relative path, nil where there is none.
  func folderIfPresent(_ path: String) throws(FilingError) -> Folder? {
    do {
      return try folder(path)
    } catch .io(ENOENT, _) {
      return nil
    }
  }

  /// Opens the folder that `path` names, making what is missing of it.
  func makingFolder(_ path: some Collection<String>, mode: mode_t) throws(FilingError) -> Folder {
    guard let name = path.first else { return try folder(".") }
    if let next = try folderIfPresent(name) {
      return try next.makingFolder(path.dropFirst(), mode: mode)
    }
    guard mkdirat(descriptor.raw, name, mode) == 0 || errno == EEXIST else {
      throw FilingError(errno: errno, "make the folder \(name)")
    }
    try sync()
    return try folder(name).makingFolder(path.dropFirst(), mode: mode)
  }

  /// Opens the regular file at a relative path.
  func file(_ path: String, writable: Bool = false) throws(FilingError) -> OpenFile {
    // Not to block on a pipe that has the file's name.
    let flags = (writable ? O_RDWR : O_RDONLY) | O_NONBLOCK
    let result = tonearm_open_beneath(descriptor.raw, path, flags, 0)
    return try OpenFile(try Descriptor(result, "open \(path)"))
  }

  /// Makes a file for the worker alone, in place of what is left of an earlier attempt.
  func makingFile(_ name: String) throws(FilingError) -> OpenFile {
    try removeIfPresent(name)
    let result = tonearm_open_beneath(descriptor.raw, name, O_RDWR | O_CREAT | O_EXCL, 0o600)
    return try OpenFile(try Descriptor(result, "make \(name)"))
  }

  /// The file that has the name now, nil where nothing has it.
  func identity(of name: String) throws(FilingError) -> FileIdentity? {
    var status = stat()
    if fstatat(descriptor.raw, name, &status, AT_SYMLINK_NOFOLLOW) == 0 {
      return FileIdentity(status)
    }
    guard errno == ENOENT else { throw FilingError(errno: errno, "examine \(name)") }
    return nil
  }

  /// Renames within the folder, replacing what has the new name.
  func rename(_ name: String, to newName: String) throws(FilingError) {
    guard renameat(descriptor.raw, name, descriptor.raw, newName) == 0 else {
      throw FilingError(errno: errno, "rename \(name)")
    }
  }

  /// Moves a file without ever replacing another: EEXIST where the name is taken.
  func move(_ name: String, to folder: borrowing Folder, as newName: String) throws(FilingError) {
    let result = tonearm_rename_exclusively(
      descriptor.raw, name, folder.descriptor.raw, newName)
    switch -result {
    case 0: return
    case EINVAL, ENOSYS, ENOTSUP: try link(name, to: folder, as: newName)
    case let errno: throw FilingError(errno: errno, "move \(name) to \(newName)")
    }
  }

  /// Moves in two steps, for file systems that cannot rename exclusively (NFS, some of FUSE).
  func link(_ name: String, to folder: borrowing Folder, as newName: String) throws(FilingError) {
    guard linkat(descriptor.raw, name, folder.descriptor.raw, newName, 0) == 0 else {
      throw FilingError(errno: errno, "link \(name) to \(newName)")
    }
    try remove(name)
  }

  func remove(_ name: String) throws(FilingError) {
    guard unlinkat(descriptor.raw, name, 0) == 0 else {
      throw FilingError(errno: errno, "remove \(name)")
    }
  }

  func removeIfPresent(_ name: String) throws(FilingError) {
    do { try remove(name) } catch .io(ENOENT, _) {}
  }

  /// Waits until the names in the folder are on the disk.
  func sync() throws(FilingError) {
    // EINVAL: a file system that writes names at once, or offers no more than that.
    guard fsync(descriptor.raw) != 0, errno != EINVAL else { return }
    throw FilingError(errno: errno, "sync a folder")
  }
}
