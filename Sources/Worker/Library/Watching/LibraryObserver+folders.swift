import Catalogue

extension LibraryObserver {
  /// Brings the tree in line with what is at a place where a folder is, or was, said to be.
  ///
  /// The folder is watched before anybody looks into it, so that nothing gets into it unseen. Of one that is news, the
  /// files are waited for and told one by one.
  mutating func look(
    at place: Place, asNews: Bool = true, at now: Instant, on disk: some LibraryDisk
  ) throws(RootLost) -> [LibraryEvent] {
    guard !place.name.isIgnoredFolder, let path = tree.path(of: place) else { return [] }
    let folder = FolderPath.beneath(path)
    guard folder.isWithinLimits else { return [] }
    let found = try disk.watch(folder)
    let known = tree.folder(at: place)
    if found == .unreachable { return [] }
    switch tree.folder(found) {
    case _ where found == .absent:
      guard let known else { return [] }
      forget(known, on: disk)
      return [.removed(path)]
    case let same? where same == known:
      guard case .watched = found, tree[same]?.watch == nil else { return [] }
      tree.bind(same, to: found)
      return try fill(same, asNews: true, at: now, on: disk) + [.rescanNeeded(folder)]
    case let moved? where tree.canMove(moved, to: place):
      return try move(moved, to: place, found, at: now, on: disk)
    case let stale:
      if let stale { forget(stale, on: disk) }
      let (added, displaced) = tree.add(at: place)
      if let displaced { forget(displaced, on: disk) }
      tree.bind(added, to: found)
      let events = try fill(added, asNews: asNews, at: now, on: disk)
      return known == nil ? events : [.rescanNeeded(folder)] + events
    }
  }

  /// Looks into a folder that was not looked into before.
  mutating func fill(
    _ id: FolderID, asNews: Bool, at now: Instant, on disk: some LibraryDisk
  ) throws(RootLost) -> [LibraryEvent] {
    guard let path = tree.path(of: id), let entries = try disk.entries(in: path) else { return [] }
    var events: [LibraryEvent] = []
    var files: [EntryName: FileStamp] = [:]
    for found in entries {
      let place = Place(folder: id, name: found.name)
      switch found.entry {
      case .folder: events += try look(at: place, asNews: asNews, at: now, on: disk)
      case .file(let stamp):
        files[found.name] = stamp
        if asNews { quiet.note(place, .found, at: now) }
      }
    }
    if isRemembered(id) { tree.remember(files, in: id) }
    return events
  }

  /// Looks at a place where a folder was renamed or deleted. If all is as it was nonetheless, that is told: whoever has
  /// looked at the disk meanwhile may have seen it otherwise.
  mutating func lookAgain(at place: Place, at now: Instant, on disk: some LibraryDisk)
    throws(RootLost) -> [LibraryEvent]
  {
    let known = tree.folder(at: place)
    let events = try look(at: place, at: now, on: disk)
    guard events.isEmpty, tree.folder(at: place) == known, !place.name.isIgnoredFolder,
      let path = tree.path(of: place)
    else { return events }
    return [known == nil ? .removed(path) : .rescanNeeded(.beneath(path))]
  }

  /// A folder that is known is at another place now.
  private mutating func move(
    _ id: FolderID, to place: Place, _ found: WatchedFolder, at now: Instant,
    on disk: some LibraryDisk
  ) throws(RootLost) -> [LibraryEvent] {
    guard let origin = tree[id]?.place, let from = tree.path(of: origin) else { return [] }
    if let displaced = tree.move(id, to: place) { forget(displaced, on: disk) }
    guard let to = tree.path(of: place) else { return [] }
    // Another may be where it was.
    return [.moved(from: from, to: to), .rescanNeeded(.beneath(to))]
      + (try look(at: origin, at: now, on: disk))
  }

  private mutating func forget(_ id: FolderID, on disk: some LibraryDisk) {
    for watch in tree.remove(id) { disk.unwatch(watch) }
  }
}
