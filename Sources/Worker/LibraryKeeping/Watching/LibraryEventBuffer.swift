import Catalogue
import Files

/// Events that wait for the scanner.
///
/// Bounded: when many of one folder wait, they become one rescan of it, and when many wait at all, one of everything.
/// A waiting rescan also covers events that come meanwhile for its folder and beneath it.
struct LibraryEventBuffer {
  static let folderLimit = 64
  static let totalLimit = 1024

  private var events: [LibraryEvent] = []
  private var counts: [FolderPath: Int] = [:]
  /// The rescans that wait, and that no event follows which could undo what they find.
  private var rescans: Set<FolderPath> = []

  /// Adds an event behind the others.
  mutating func append(_ event: LibraryEvent) {
    if event == .rootDisappeared { self = LibraryEventBuffer() }
    guard event.folders.isEmpty || !event.folders.allSatisfy(isRescanned) else { return }
    events.append(event)
    for path in event.vacated {
      rescans = rescans.filter { !$0.contains(path) && !FolderPath.beneath(path).contains($0) }
    }
    if case .rescanNeeded(let folder) = event {
      rescans.insert(folder)
    } else if let folder = event.onlyFolder {
      counts[folder, default: 0] += 1
      if counts[folder, default: 0] > Self.folderLimit { rescan(folder) }
    }
    if events.count > Self.totalLimit {
      self = LibraryEventBuffer()
      append(.rescanNeeded(.root))
    }
  }

  /// Takes the event that waits longest; nil where none does.
  mutating func popFirst() -> LibraryEvent? {
    guard !events.isEmpty else { return nil }
    let event = events.removeFirst()
    if case .rescanNeeded(let folder) = event {
      rescans.remove(folder)
    } else if let folder = event.onlyFolder {
      counts[folder] = counts[folder].flatMap { $0 > 1 ? $0 - 1 : nil }
    }
    return event
  }

  private mutating func rescan(_ folder: FolderPath) {
    events.removeAll { $0.onlyFolder == folder }
    counts[folder] = nil
    append(.rescanNeeded(folder))
  }

  private func isRescanned(_ folder: FolderPath) -> Bool {
    sequence(first: folder, next: \.parent).contains(where: rescans.contains)
  }
}

extension LibraryEvent {
  /// The folders that an event is about; none where it is about the library as a whole.
  fileprivate var folders: [FolderPath] {
    switch self {
    case .fileChanged(let path), .removed(let path): [path.folder]
    case .pictureChanged(let folder), .rescanNeeded(let folder): [folder]
    case .moved(let from, let to): [from.folder, to.folder]
    case .rootDisappeared, .rootReturned: []
    }
  }

  /// The paths at and beneath which the receiver of the event forgets what it knows.
  fileprivate var vacated: [TrackPath] {
    switch self {
    case .removed(let path): [path]
    case .moved(let from, let to): [from, to]
    default: []
    }
  }

  /// The folder for all of whose events a rescan of it can stand.
  fileprivate var onlyFolder: FolderPath? {
    if case .rescanNeeded = self { return nil }
    return Set(folders).count == 1 ? folders.first : nil
  }
}
