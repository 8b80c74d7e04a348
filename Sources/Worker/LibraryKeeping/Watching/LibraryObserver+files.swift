import Catalogue

extension LibraryObserver {
  /// Tells of a file that has been quiet.
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
