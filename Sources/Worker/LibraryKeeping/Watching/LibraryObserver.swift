import Catalogue

/// What the records of inotify and the looks at the folders mean: turns both into ``LibraryEvent``.
///
/// Records say where to look; what is reported is what the disk says then. Records lag behind it, and so may a path made
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

  /// Call once all records of what happened before the last look at the disk are applied.
  mutating func catchUp() {
    // A folder that has left may come back for as long as its departure is kept.
    if !departures.values.contains(where: \.isFolder) { unsettled = [] }
  }

  /// When to settle again; nil when only a record can make something due.
  var nextDue: Instant? {
    (departures.values.map(\.due) + [quiet.nextDue, polling.begin].compactMap(\.self)).min()
  }
}

extension LibraryObserver {
  /// Reports a file that has been quiet.
  mutating func examine(_ place: Place, at now: Instant, on disk: some LibraryDisk)
    throws(RootLost) -> [LibraryEvent]
  {
    guard let path = tree.path(of: place), case .present(let stamp) = try disk.file(at: path) else {
      quiet.remove(place)
      return try fileGone(place, at: now, on: disk)
    }
    guard quiet.look(at: place, finding: stamp, at: now) else { return [] }
    tree.remember(stamp, at: place)
    return [place.name.kind == .audio ? .fileChanged(path) : .pictureChanged(in: path.folder)]
  }

  /// Tells that a file is gone, if it is.
  mutating func fileGone(_ place: Place, at now: Instant, on disk: some LibraryDisk)
    throws(RootLost) -> [LibraryEvent]
  {
    guard let kind = place.name.kind, let path = tree.path(of: place) else { return [] }
    switch try disk.file(at: path) {
    case .present:
      quiet.note(place, .found, at: now)
      return []
    case .unreachable:
      return []
    case .absent:
      quiet.remove(place)
      tree.remember(nil, at: place)
      return [kind == .audio ? .removed(path) : .pictureChanged(in: path.folder)]
    }
  }

  /// Tells that a file was renamed within the library, if that is how it still is.
  mutating func move(_ origin: Place, to place: Place, at now: Instant, on disk: some LibraryDisk)
    throws(RootLost) -> [LibraryEvent]
  {
    guard origin.name.kind == .audio, place.name.kind == .audio, let from = tree.path(of: origin),
      let to = tree.path(of: place), case .present(let stamp) = try disk.file(at: to)
    else {
      if place.name.kind != nil { quiet.note(place, .closed, at: now) }
      return try fileGone(origin, at: now, on: disk)
    }
    var waiting = quiet.remove(origin)
    let gone = try fileGone(origin, at: now, on: disk)
    let isKnown = waiting?.isNew != true && !gone.isEmpty
    waiting?.isNew = false
    if let waiting {
      quiet.keep(place, waiting, at: now)
    } else if !isKnown {
      quiet.note(place, .closed, at: now)
    }
    guard isKnown else { return gone }
    tree.remember(stamp, at: place)
    return [.moved(from: from, to: to)]
  }
}

extension LibraryObserver {
  /// Applies a record. Not for one that reports an overflow, after which nothing that is known here is reliable.
  mutating func apply(_ record: InotifyRecord, at now: Instant, on disk: some LibraryDisk)
    throws(RootLost) -> [LibraryEvent]
  {
    guard let folder = tree.folder(watchedBy: record.watch) else { return [] }
    guard let name = record.name else { return try applyToSelf(folder, record.mask, now, disk) }
    let place = Place(folder: folder, name: name)
    if record.mask.contains(.movedFrom) {
      let isFolder = record.mask.contains(.isFolder)
      guard isFolder || name.kind != nil else { return [] }
      departures[record.cookie] = Departure(
        place: place, isFolder: isFolder, due: now + timings.moveHold)
      return []
    }
    return record.mask.contains(.isFolder)
      ? try applyToFolder(place, record, now, disk) : try applyToFile(place, record, now, disk)
  }

  private mutating func applyToSelf(
    _ folder: FolderID, _ mask: InotifyRecord.Mask, _ now: Instant, _ disk: some LibraryDisk
  ) throws(RootLost) -> [LibraryEvent] {
    guard folder != WatchTree.root else {
      if mask.isDisjoint(with: [.selfDeleted, .selfMoved, .unmounted, .ignored]) { return [] }
      throw RootLost()
    }
    guard mask.contains(.unmounted) || mask.contains(.ignored) else { return [] }
    tree.unbind(folder)
    // The record of its name reports that it was deleted.
    guard mask.contains(.unmounted), let place = tree[folder]?.place else { return [] }
    return try look(at: place, at: now, on: disk)
  }

  private mutating func applyToFolder(
    _ place: Place, _ record: InotifyRecord, _ now: Instant, _ disk: some LibraryDisk
  ) throws(RootLost) -> [LibraryEvent] {
    let mask = record.mask
    if mask.contains(.attributesChanged) {
      // It may have become readable.
      guard let known = tree.folder(at: place), tree[known]?.watch == nil else { return [] }
    }
    guard mask.contains(.movedTo) || mask.contains(.deleted) else {
      return try look(at: place, at: now, on: disk)
    }
    let events = try lookAgain(at: place, at: now, on: disk)
    guard let from = departures.removeValue(forKey: record.cookie) else { return events }
    return events + (try look(at: from.place, at: now, on: disk))
  }

  private mutating func applyToFile(
    _ place: Place, _ record: InotifyRecord, _ now: Instant, _ disk: some LibraryDisk
  ) throws(RootLost) -> [LibraryEvent] {
    let mask = record.mask
    if mask.contains(.movedTo), let from = departures.removeValue(forKey: record.cookie) {
      return try move(from.place, to: place, at: now, on: disk)
    }
    guard place.name.kind != nil else { return [] }
    if mask.contains(.deleted) { return try fileGone(place, at: now, on: disk) }
    let signal: FileDebouncer.Signal =
      if mask.contains(.created) {
        .created
      } else if mask.contains(.modified) {
        .written
      } else if mask.contains(.attributesChanged) {
        .touched
      } else {
        .closed
      }
    quiet.note(place, signal, at: now)
    return []
  }

  /// Call when no more records of renames came: unmatched renames were moves out of the library.
  mutating func endDepartures(at now: Instant, on disk: some LibraryDisk) throws(RootLost)
    -> [LibraryEvent]
  {
    var events: [LibraryEvent] = []
    for (cookie, departure) in departures where departure.due <= now {
      departures[cookie] = nil
      events +=
        departure.isFolder
        ? try lookAgain(at: departure.place, at: now, on: disk)
        : try fileGone(departure.place, at: now, on: disk)
    }
    return events
  }
}
