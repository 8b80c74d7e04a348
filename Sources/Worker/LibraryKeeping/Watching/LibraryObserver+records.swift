extension LibraryObserver {
  /// Takes a record, unless it tells of an overflow, after which nothing that is known here can be relied on.
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
    // That it was deleted is told by the record of its name.
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

  /// Takes that nothing more was heard of renames: what had the names has left the library.
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
