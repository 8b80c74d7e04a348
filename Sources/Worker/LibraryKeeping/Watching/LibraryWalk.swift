import Catalogue
import Files
import Glibc

/// Walks the library, or a folder of it, and finds what a scan is to know of: folders, audio files, folder pictures.
///
/// Reads as it is asked, and blocks meanwhile; holds no more than one open folder for each level. Follows no symbolic
/// link, and passes over what is hidden, partial or of another kind. What vanishes on the way is not found.
struct LibraryWalk: Sequence {
  /// Something that the walk came upon.
  enum Finding: Hashable, Sendable {
    /// A folder that is walked next. The one where the walk begins is not told.
    case folder(TrackPath)
    case audio(FoundFile)
    /// A picture for the folder that it is in.
    case picture(FoundFile)
    /// A folder that could not be read, or only in part: nothing is known of what is in it.
    case unreadable(FolderPath, FileError)
  }

  /// Which folder the library was when the walk began.
  let root: FileIdentity
  private let start: Iterator.Level?
  private let failure: Finding?

  /// Opens the library at `root`, and in it the folder where the walk begins.
  ///
  /// Throws where the library itself cannot be opened. A `folder` that is not there has nothing in it. A walk is good
  /// for one iteration.
  init(root path: String, from folder: FolderPath = .root) throws(FileError) {
    let library = try Folder(root: path)
    root = try library.identity()
    do throws(FileError) {
      let stream = try FolderStream(try library.folder(folder))
      (start, failure) = (Iterator.Level(path: folder, stream: stream), nil)
    } catch {
      (start, failure) = (nil, error.isMissing ? nil : .unreadable(folder, error))
    }
  }

  func makeIterator() -> Iterator {
    Iterator(levels: start.map { [$0] } ?? [], failure: failure)
  }

  struct Iterator: IteratorProtocol {
    struct Level {
      let path: FolderPath
      let stream: FolderStream
    }

    var levels: [Level]
    var failure: Finding?

    mutating func next() -> Finding? {
      if let failure {
        self.failure = nil
        return failure
      }
      while let level = levels.last {
        do {
          guard let found = try level.stream.nextOfLibrary() else {
            levels.removeLast()
            continue
          }
          if let finding = finding(found, in: level) { return finding }
        } catch {
          levels.removeLast()
          return .unreadable(level.path, error)
        }
      }
      return nil
    }

    private mutating func finding(_ found: NamedEntry, in level: Level) -> Finding? {
      guard let path = level.path.path(of: found.name) else { return nil }
      switch found.entry {
      case .file(let stamp):
        let file = FoundFile(path: path, stamp: stamp)
        return found.name.kind == .audio ? .audio(file) : .picture(file)
      case .folder:
        do throws(FileError) {
          let folder = FolderPath.beneath(path)
          guard folder.isWithinLimits else {
            throw FileError(errno: ENAMETOOLONG, "walk so deep a folder")
          }
          let stream = try FolderStream(try level.stream.folder(found.name.bytes))
          levels.append(Level(path: folder, stream: stream))
          return .folder(path)
        } catch {
          return error.isMissing ? nil : .unreadable(.beneath(path), error)
        }
      }
    }
  }
}
