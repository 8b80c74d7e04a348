import Catalogue
import Files

/// What the watch asks of the library folder, as it is at that moment.
///
/// Everything throws ``RootLost`` once the folder is not the one that was opened, or the watch is to stop.
protocol LibraryDisk {
  /// Watches a folder from now on, then looks into it; both of the folder that is at the path now, wherever it is moved
  /// meanwhile.
  func watch(_ folder: FolderPath) throws(RootLost) -> WatchedFolder

  /// Ends a watch, which may have ended by itself.
  func unwatch(_ watch: CInt)

  /// What is in a folder; nil where it is gone or cannot be read to its end.
  func entries(in folder: FolderPath) throws(RootLost) -> [NamedEntry]?

  /// The file at a path.
  func file(at path: TrackPath) throws(RootLost) -> WatchedFile
}

/// The answer to a wish to watch a folder.
enum WatchedFolder {
  case absent
  /// Whether there is one cannot be told.
  case unreachable
  case present(FoundFolder)
}

/// A folder that was looked into.
struct FoundFolder {
  let identity: FileIdentity
  /// Nil where it can be looked at only now and then: inotify is not to be used, has no watch left, or may not read it.
  let watch: CInt?
  /// What was in it once it was watched; nil where that cannot be read to its end.
  let entries: [NamedEntry]?
}

/// The answer to the question for a file.
enum WatchedFile: Hashable {
  case absent
  /// Whether there is one cannot be told.
  case unreachable
  case present(FileStamp)
}

/// The library folder is gone, or another is in its place.
struct RootLost: Error {}
