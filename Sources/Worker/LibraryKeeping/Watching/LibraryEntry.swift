import Catalogue
import Glibc
import SystemPackage

/// A regular file or a folder of the library, seen from outside. Links, devices and pipes are neither.
enum LibraryEntry: Hashable, Sendable {
  case file(FileStamp)
  case folder(FolderIdentity)

  /// Looks at `name` in the folder open at `descriptor`; nil where there is neither.
  init?(_ name: EntryName, in descriptor: CInt) throws(Errno) {
    var status = stat()
    let bytes = name.bytes.map { CChar(bitPattern: $0) } + [0]
    guard fstatat(descriptor, bytes, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      if errno == ENOENT { return nil }
      throw Errno(rawValue: errno)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = .file(FileStamp(status))
    case S_IFDIR: self = .folder(FolderIdentity(status))
    default: return nil
    }
  }
}

/// An entry and its name.
struct NamedEntry: Hashable, Sendable {
  let name: EntryName
  let entry: LibraryEntry
}
