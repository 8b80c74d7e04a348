import Catalogue

/// What the records of inotify and the looks at the folders mean: turns both into ``LibraryEvent``.
///
/// Records tell where to look; what is told is what the disk says then. Records lag behind it, and so may a path made
/// of them: a folder is recognised by what it is, not by the path at which it is found.
struct LibraryObserver {
  typealias Instant = ContinuousClock.Instant
  typealias Place = WatchTree.Place
  typealias FolderID = WatchTree.FolderID

  /// A name that was given up by a rename, until its second record says for which.
  struct Departure {
    let place: Place
    let isFolder: Bool
    let due: Instant
  }

  let timings: WatchTimings
  var tree = WatchTree()
  var quiet: FileDebouncer
  /// By the cookie of the rename.
  var departures: [UInt32: Departure] = [:]
  var polling = PollState()
  /// Where a folder was to be and was not. If that is for a folder around it having been renamed, a record says so.
  var unsettled: Set<Place> = []

  /// Watches the library as it is, telling nothing of what is there.
  init(timings: WatchTimings, at now: Instant, on disk: some LibraryDisk) throws(RootLost) {
    self.timings = timings
    quiet = FileDebouncer(timings: timings)
    guard case .present(let found) = try disk.watch(.root) else { throw RootLost() }
    _ = try fill(WatchTree.root, with: found, asNews: false, at: now, on: disk)
  }

  /// Does what has become due.
  mutating func settle(at now: Instant, on disk: some LibraryDisk) throws(RootLost)
    -> [LibraryEvent]
  {
    var events = try endDepartures(at: now, on: disk)
    let due = quiet.due(at: now)
    for folder in due.folders {
      if let path = tree.path(of: folder) { events.append(.rescanNeeded(path)) }
    }
    for place in due.files { events += try examine(place, at: now, on: disk) }
    return events + (try poll(at: now, on: disk))
  }

  /// Takes that every record was applied of what had happened before the last look at the disk.
  mutating func catchUp() {
    // A folder that has left may come back for as long as its departure is kept.
    if !departures.values.contains(where: \.isFolder) { unsettled = [] }
  }

  /// When to settle again; nil when only a record can make something due.
  var nextDue: Instant? {
    (departures.values.map(\.due) + [quiet.nextDue, polling.begin].compactMap(\.self)).min()
  }
}
