import Catalogue
import Files

@testable import LibraryKeeping

/// The audio files of a library as somebody knows them who looks only at what events tell of.
struct WatchingView: Sendable {
  let root: String
  private(set) var files: [TrackPath: FileStamp] = [:]
  /// The files that were told of as changed.
  private(set) var told: Set<TrackPath> = []

  init(root: String) { self.root = root }

  mutating func apply(_ event: LibraryEvent) throws {
    switch event {
    case .fileChanged(let path):
      files[path] = stamp(path)
      told.insert(path)
    case .removed(let path):
      try lookBeneath(.beneath(path))
      files[path] = stamp(path)
    case .moved(let from, let to):
      move(from, to)
    case .rescanNeeded(let folder): try lookBeneath(folder)
    case .pictureChanged, .rootDisappeared, .rootReturned:
      break
    }
  }

  private mutating func lookBeneath(_ folder: FolderPath) throws {
    files = files.filter { !folder.contains($0.key) }
    files.merge(try Self.walk(root, from: folder)) { _, new in new }
  }

  /// The audio files that are there now.
  static func walk(_ root: String, from folder: FolderPath = .root) throws -> [TrackPath: FileStamp]
  {
    var files: [TrackPath: FileStamp] = [:]
    for case .audio(let file) in try LibraryWalk(root: root, from: folder) {
      files[file.path] = file.stamp
    }
    return files
  }

  private mutating func move(_ from: TrackPath, _ to: TrackPath) {
    let moved = files.filter { FolderPath.beneath(from).contains($0.key) }
    files = files.filter {
      !FolderPath.beneath(from).contains($0.key) && !FolderPath.beneath(to).contains($0.key)
    }
    for (path, stamp) in moved {
      guard let path = TrackPath(to.bytes + path.bytes.dropFirst(from.bytes.count)) else {
        continue
      }
      files[path] = stamp
    }
    // Nil of a folder.
    if let stamp = stamp(to) { files[to] = stamp }
  }

  private func stamp(_ path: TrackPath) -> FileStamp? {
    do {
      guard
        case .file(let stamp) = LibraryEntry(
          try DirectoryEntry(path, in: Folder(root: root)).status())
      else { return nil }
      return stamp
    } catch {
      return nil
    }
  }
}
