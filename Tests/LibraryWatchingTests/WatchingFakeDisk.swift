import Catalogue
import Files

@testable import LibraryKeeping

/// A library folder in memory, where things happen exactly when a test says so.
final class WatchingFakeDisk: LibraryDisk {
  /// The folders beneath the library folder, and what they are.
  var folders: [String: UInt64] = [:]
  var files: [String: FileStamp] = [:]
  var watchLimit = Int.max
  var isLost = false
  private(set) var watches: [UInt64: CInt] = [0: 1]
  private var nextWatch: CInt = 2

  /// The watch of a folder; -2 where it has none.
  func watchNumber(_ path: String) -> CInt { folders[path].flatMap { watches[$0] } ?? -2 }

  func watch(_ folder: FolderPath) throws(RootLost) -> WatchedFolder {
    if isLost { throw RootLost() }
    guard let inode = folder.path.map({ folders["\($0)"] }) ?? 0 else { return .absent }
    if watches[inode] == nil, watches.count < watchLimit {
      watches[inode] = nextWatch
      nextWatch += 1
    }
    return .present(
      FoundFolder(
        identity: FileIdentity(device: 1, inode: inode), watch: watches[inode],
        entries: try entries(in: folder)))
  }

  func unwatch(_ watch: CInt) { watches = watches.filter { $0.value != watch } }

  func entries(in folder: FolderPath) throws(RootLost) -> [NamedEntry]? {
    if isLost { throw RootLost() }
    if let path = folder.path, folders["\(path)"] == nil { return nil }
    let inner =
      folders.map { ($0.key, LibraryEntry.folder(FileIdentity(device: 1, inode: $0.value))) }
      + files.map { ($0.key, LibraryEntry.file($0.value)) }
    return inner.compactMap { path, entry in
      guard let path = TrackPath(path), path.folder == folder else { return nil }
      return NamedEntry(name: path.name, entry: entry)
    }
  }

  func file(at path: TrackPath) throws(RootLost) -> WatchedFile {
    if isLost { throw RootLost() }
    return files["\(path)"].map(WatchedFile.present) ?? .absent
  }

  /// Renames a folder with all that is in it.
  func move(_ from: String, _ to: String) {
    func moved(_ path: String) -> String {
      path == from || path.hasPrefix(from + "/") ? to + path.dropFirst(from.count) : path
    }
    folders = Dictionary(uniqueKeysWithValues: folders.map { (moved($0.key), $0.value) })
    files = Dictionary(uniqueKeysWithValues: files.map { (moved($0.key), $0.value) })
  }
}
