import CLinux
import Catalogue
import Glibc
import SystemPackage

/// An open folder of the library, to look at; closed at the end of its life.
struct LibraryFolder: ~Copyable {
  let descriptor: CInt

  /// Opens the library folder itself; `path` is trusted and may lead through links.
  init(root path: String) throws(Errno) {
    let result = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard result >= 0 else { throw Errno(rawValue: errno) }
    descriptor = result
  }

  private init(descriptor: CInt) {
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Opens the folder at a path in the library, which this one is; no part of the path may be a symbolic link.
  func folder(_ folder: FolderPath) throws(Errno) -> LibraryFolder {
    let name = (folder.path?.bytes ?? [UInt8(ascii: ".")]).map { CChar(bitPattern: $0) } + [0]
    // O_NONBLOCK: not to wait for an automounter or a lease.
    let flags = O_RDONLY | O_DIRECTORY | O_NONBLOCK
    let result = tonearm_open_beneath(descriptor, name, flags, 0)
    guard result >= 0 else { throw Errno(rawValue: -result) }
    return LibraryFolder(descriptor: result)
  }

  /// Opens the folder of that name in the one open at `descriptor`.
  static func named(_ name: EntryName, in descriptor: CInt) throws(Errno) -> LibraryFolder {
    let name = name.bytes.map { CChar(bitPattern: $0) } + [0]
    let flags = O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC
    let result = openat(descriptor, name, flags)
    guard result >= 0 else { throw Errno(rawValue: errno) }
    return LibraryFolder(descriptor: result)
  }

  /// Which folder this is.
  func identity() throws(Errno) -> FolderIdentity {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Errno(rawValue: errno) }
    return FolderIdentity(status)
  }

  /// What has the name in this folder; nil where nothing has, or what is no part of a library.
  func entry(_ name: EntryName) throws(Errno) -> LibraryEntry? {
    try LibraryEntry(name, in: descriptor)
  }

  /// Gives the descriptor away; whoever takes it closes it.
  consuming func release() -> CInt {
    let descriptor = descriptor
    discard self
    return descriptor
  }
}

extension Errno {
  /// Whether there is nothing, or nothing that may be followed, where a folder was looked for.
  var isMissing: Bool {
    self == .noSuchFileOrDirectory || self == .notDirectory || self == .tooManySymbolicLinkLevels
  }
}
