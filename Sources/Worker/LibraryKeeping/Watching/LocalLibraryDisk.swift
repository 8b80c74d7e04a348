import Catalogue
import Files

/// The library folder of this host, and the watches in it.
///
/// Keeps no folder open, because its disk could then not be unmounted: each question opens the library again, and
/// sees whether it is still the same.
final class LocalLibraryDisk: LibraryDisk {
  private let root: String
  private let identity: FileIdentity
  private let inotify: Inotify?
  private let stop: WatchStop
  /// Called for every folder that cannot be watched although it could be read.
  private let watchFailed: (FileError) -> Void

  /// Opens the library folder; `inotify` is nil where folders are not to be watched.
  init(root: String, inotify: Inotify?, stop: WatchStop, watchFailed: @escaping (FileError) -> Void)
    throws(FileError)
  {
    identity = try Folder(root: root).identity()
    self.root = root
    self.inotify = inotify
    self.stop = stop
    self.watchFailed = watchFailed
  }

  /// Readable when there are records; nil where there never are.
  var descriptor: CInt? { inotify?.descriptor }

  /// The records that wait, as far as one read takes them.
  func records() -> [InotifyRecord] { inotify?.read() ?? [] }

  /// Throws if the library folder is gone, or another is in its place.
  func checkRoot() throws(RootLost) { _ = try library() }

  func watch(_ path: FolderPath) throws(RootLost) -> WatchedFolder {
    let library = try library()
    do throws(FileError) {
      return try watch(try library.folder(path))
    } catch {
      if error.isMissing { return .absent }
      return unreadable(path, in: library)
    }
  }

  private func watch(_ folder: consuming Folder) throws(FileError) -> WatchedFolder {
    let identity = try folder.identity()
    var watch: CInt?
    do throws(FileError) {
      watch = try inotify?.watch(folder)
    } catch {
      watchFailed(error)
    }
    return .present(
      FoundFolder(identity: identity, watch: watch, entries: Self.entries(of: folder)))
  }

  func unwatch(_ watch: CInt) { inotify?.unwatch(watch) }

  func entries(in path: FolderPath) throws(RootLost) -> [NamedEntry]? {
    let library = try library()
    do throws(FileError) {
      return Self.entries(of: try library.folder(path))
    } catch {
      return nil
    }
  }

  private static func entries(of folder: consuming Folder) -> [NamedEntry]? {
    do throws(FileError) {
      let stream = try FolderStream(folder)
      var entries: [NamedEntry] = []
      while let entry = try stream.nextOfLibrary() { entries.append(entry) }
      return entries
    } catch {
      return nil
    }
  }

  func file(at path: TrackPath) throws(RootLost) -> WatchedFile {
    let library = try library()
    do throws(FileError) {
      guard case .file(let stamp) = LibraryEntry(try DirectoryEntry(path, in: library).status())
      else {
        return .absent
      }
      return .present(stamp)
    } catch {
      return error.isMissing ? .absent : .unreachable
    }
  }

  /// A folder that cannot be opened can still be recognised.
  private func unreadable(_ path: FolderPath, in library: borrowing Folder) -> WatchedFolder {
    do throws(FileError) {
      guard let path = path.path,
        case .folder(let identity) = LibraryEntry(try DirectoryEntry(path, in: library).status())
      else { return .absent }
      return .present(FoundFolder(identity: identity, watch: nil, entries: nil))
    } catch {
      return .unreachable
    }
  }

  private func library() throws(RootLost) -> Folder {
    do throws(FileError) {
      let library = try Folder(root: root)
      if try library.identity() == identity, !stop.isRequested { return library }
    } catch {}
    throw RootLost()
  }
}
