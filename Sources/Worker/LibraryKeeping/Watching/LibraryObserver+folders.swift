import Catalogue
import Files

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
    let known = tree.folder(at: place)
    let found: FoundFolder
    switch try disk.watch(folder) {
    case .unreachable: return []
    case .absent:
      unsettled.insert(place)
      guard let known else { return [] }
      forget(known, on: disk)
      return [.removed(path)]
    case .present(let present):
      unsettled.remove(place)
      found = present
    }
    switch tree.folder(found.identity, watch: found.watch) {
    case let same? where same == known:
      guard found.watch != nil, tree[same]?.watch == nil else { return [] }
      return try fill(same, with: found, asNews: true, at: now, on: disk) + [.rescanNeeded(folder)]
    case let moved? where tree.canMove(moved, to: place):
      return try move(moved, to: place, found, at: now, on: disk)
    case let stale:
      if let stale { forget(stale, on: disk) }
      let (added, displaced) = tree.add(at: place)
      if let displaced { forget(displaced, on: disk) }
      let events = try fill(added, with: found, asNews: asNews, at: now, on: disk)
      return known == nil ? events : [.rescanNeeded(folder)] + events
    }
  }

  /// Notes which folder one was found to be, and what is in it.
  mutating func fill(
    _ id: FolderID, with found: FoundFolder, asNews: Bool, at now: Instant,
    on disk: some LibraryDisk
  ) throws(RootLost) -> [LibraryEvent] {
    tree.bind(id, to: found)
    var events: [LibraryEvent] = []
    var files: [EntryName: FileStamp] = [:]
    for entry in found.entries ?? [] {
      let place = Place(folder: id, name: entry.name)
      switch entry.entry {
      case .folder: events += try look(at: place, asNews: asNews, at: now, on: disk)
      case .file(let stamp):
        files[entry.name] = stamp
        if asNews { quiet.note(place, .found, at: now) }
      }
    }
    if isRemembered(id), found.entries != nil { tree.remember(files, in: id) }
    return events
  }

  /// Looks at a place where a folder was renamed or deleted. Reports it even if all is as it was, because a
  /// reader of the disk may have seen something else meanwhile.
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
    _ id: FolderID, to place: Place, _ found: FoundFolder, at now: Instant,
    on disk: some LibraryDisk
  ) throws(RootLost) -> [LibraryEvent] {
    guard let origin = tree[id]?.place, let from = tree.path(of: origin) else { return [] }
    if let displaced = tree.move(id, to: place) { forget(displaced, on: disk) }
    guard let to = tree.path(of: place) else { return [] }
    var events: [LibraryEvent] = [.moved(from: from, to: to), .rescanNeeded(.beneath(to))]
    if found.watch != nil, tree[id]?.watch == nil {
      events += try fill(id, with: found, asNews: true, at: now, on: disk)
    }
    // Another may be where it was, and what was looked for in it by its old path is to be found now.
    events += try look(at: origin, at: now, on: disk)
    for lost in unsettled where tree.path(of: lost).map(FolderPath.beneath(to).contains) == true {
      events += try look(at: lost, at: now, on: disk)
    }
    return events
  }

  private mutating func forget(_ id: FolderID, on disk: some LibraryDisk) {
    for watch in tree.remove(id) { disk.unwatch(watch) }
  }
}
