import Files
import Glibc

/// A regular file or a folder of the library, seen from outside. Links, devices and pipes are neither.
enum LibraryEntry: Hashable, Sendable {
  case file(FileStamp)
  case folder(FileIdentity)

  /// What a status describes; nil for what is neither, and for none.
  init?(_ status: stat?) {
    guard let status else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = .file(FileStamp(status))
    case S_IFDIR: self = .folder(FileIdentity(status))
    default: return nil
    }
  }
}

/// An entry and its name.
struct NamedEntry: Hashable, Sendable {
  let name: EntryName
  let entry: LibraryEntry
}

extension FolderStream {
  /// The next folder, audio file or folder picture, in the file system's order; nil at the end.
  func nextOfLibrary() throws(FileError) -> NamedEntry? {
    while let found = try next() {
      let name = EntryName(bytes: found.name)
      let mayBeOfUse = found.kind == .folder || found.kind == .unknown || name.kind != nil
      guard mayBeOfUse, !name.isIgnoredFolder,
        let entry = LibraryEntry(try status(of: found.name))
      else { continue }
      if case .file = entry, name.kind == nil { continue }
      return NamedEntry(name: name, entry: entry)
    }
    return nil
  }
}
