import Catalogue
import Files

/// Files in which something happened, until they are quiet.
///
/// Bounded: where too much happens in a folder, or in all of them, the folder waits instead of its files.
struct FileDebouncer {
  typealias Instant = ContinuousClock.Instant
  typealias Place = WatchTree.Place

  /// What is known of a file, from the kernel or from a look into its folder.
  enum Signal {
    /// It is there; when it came, and whether it is still being written, is not known.
    case found
    /// It came into being here, empty as a rule.
    case created
    case written
    /// It was closed after writing, or came here as it is.
    case closed
    /// Its attributes were changed.
    case touched
  }

  /// A file that waits.
  struct Waiting {
    /// Whether it came into being while it waited, so that nobody can have been told of it.
    var isNew: Bool
    fileprivate var last: Signal
    fileprivate var due: Instant
    /// What it was when it was looked at after half of the time.
    fileprivate var seen: FileStamp?
  }

  /// A folder that waits, and when it is reported at the latest.
  private struct Restless {
    let due: Instant
    let limit: Instant
  }

  static let folderLimit = 512
  static let totalLimit = 8192

  private let timings: WatchTimings
  private var files: [WatchTree.FolderID: [EntryName: Waiting]] = [:]
  private var count = 0
  private var folders: [WatchTree.FolderID: Restless] = [:]
  /// Nothing is due before.
  private(set) var nextDue: Instant?

  init(timings: WatchTimings) { self.timings = timings }

  /// Takes a signal of a file.
  mutating func note(_ place: Place, _ signal: Signal, at now: Instant) {
    if disturb(place.folder, at: now) || disturb(WatchTree.root, at: now) { return }
    let known = files[place.folder]?[place.name]
    if known != nil, signal == .found { return }
    var waiting = known ?? Waiting(isNew: signal == .created, last: .found, due: now)
    if signal != .touched { waiting.last = signal }
    waiting.seen = nil
    keep(place, waiting, at: now)
  }

  /// Lets a file wait at another place for the rest of its time.
  mutating func keep(_ place: Place, _ waiting: Waiting, at now: Instant) {
    var waiting = waiting
    waiting.due = now + (waiting.last == .written ? timings.openQuiet : timings.quiet) / 2
    if files[place.folder, default: [:]].updateValue(waiting, forKey: place.name) == nil {
      count += 1
    }
    wake(by: waiting.due)
    let isFull = count > Self.totalLimit
    if isFull || (files[place.folder]?.count ?? 0) > Self.folderLimit {
      collapse(isFull ? WatchTree.root : place.folder, at: now)
    }
  }

  /// Ends the waiting of a file, and answers how it has waited if it has.
  @discardableResult
  mutating func remove(_ place: Place) -> Waiting? {
    guard let waiting = files[place.folder]?.removeValue(forKey: place.name) else { return nil }
    count -= 1
    if files[place.folder]?.isEmpty == true { files[place.folder] = nil }
    return waiting
  }

  /// The files to be looked at now, whose waiting goes on until ``look(at:finding:at:)``, and the folders to be told of.
  mutating func due(at now: Instant) -> (files: [Place], folders: [WatchTree.FolderID]) {
    guard let nextDue, nextDue <= now else { return ([], []) }
    let dueFolders = folders.filter { $0.value.due <= now }.map(\.key)
    for folder in dueFolders { folders[folder] = nil }
    var places: [Place] = []
    self.nextDue = folders.values.map(\.due).min()
    for (folder, names) in files {
      for (name, waiting) in names {
        if waiting.due <= now {
          places.append(Place(folder: folder, name: name))
        } else {
          wake(by: waiting.due)
        }
      }
    }
    return (places, dueFolders)
  }

  /// Takes what a due file looks like; answers whether it has been quiet, which ends its waiting.
  mutating func look(at place: Place, finding stamp: FileStamp, at now: Instant) -> Bool {
    guard var waiting = files[place.folder]?[place.name] else { return false }
    if waiting.seen == stamp {
      guard waiting.last == .created, stamp.sizeBytes == 0 else {
        remove(place)
        return true
      }
      // A program that makes an empty file is about to write to it.
      waiting.last = .written
    }
    waiting.seen = stamp
    keep(place, waiting, at: now)
    return false
  }

  /// Prolongs the waiting of a folder; answers whether it waits.
  private mutating func disturb(_ folder: WatchTree.FolderID, at now: Instant) -> Bool {
    guard let restless = folders[folder] else { return false }
    folders[folder] = Restless(due: min(now + timings.quiet, restless.limit), limit: restless.limit)
    return true
  }

  /// Lets a folder wait in place of its files, the library folder in place of all.
  private mutating func collapse(_ folder: WatchTree.FolderID, at now: Instant) {
    if folder == WatchTree.root {
      files = [:]
      count = 0
    } else {
      count -= files.removeValue(forKey: folder)?.count ?? 0
    }
    folders[folder] = Restless(due: now + timings.quiet, limit: now + timings.longestUnrest)
    wake(by: now + timings.quiet)
  }

  private mutating func wake(by due: Instant) { nextDue = min(nextDue ?? due, due) }
}
