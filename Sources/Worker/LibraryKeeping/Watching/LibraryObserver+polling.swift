import Catalogue
import Files

extension LibraryObserver {
  private static let foldersAtOnce = 32

  /// Whether a folder is compared now and then with what it was.
  private func isPolled(_ id: FolderID) -> Bool {
    timings.poll != nil || (timings.fallbackPoll != nil && tree[id]?.watch == nil)
  }

  /// Whether it is remembered what is in a folder.
  func isRemembered(_ id: FolderID) -> Bool { isPolled(id) && !polling.isOverwhelmed }

  /// Goes on comparing, a few folders at a time, so that no record waits for long.
  mutating func poll(at now: Instant, on disk: some LibraryDisk) throws(RootLost) -> [LibraryEvent]
  {
    guard let interval = timings.poll ?? (tree.hasUnwatched ? timings.fallbackPoll : nil) else {
      polling.begin = nil
      return []
    }
    let begin = polling.begin ?? now + interval
    polling.begin = begin
    guard begin <= now else { return [] }
    var rest = polling.rest ?? tree.folders.keys.filter(isPolled)
    var events: [LibraryEvent] = []
    for _ in 0..<Self.foldersAtOnce {
      guard let id = rest.popLast() else { break }
      events += try compare(id, at: now, on: disk)
    }
    polling.rest = rest
    guard rest.isEmpty else { return events }
    events += try endComparison(at: now, on: disk)
    polling = PollState(begin: now + interval, isOverwhelmed: polling.isOverwhelmed)
    return events
  }

  private mutating func compare(_ id: FolderID, at now: Instant, on disk: some LibraryDisk)
    throws(RootLost) -> [LibraryEvent]
  {
    guard let path = tree.path(of: id), let entries = try disk.entries(in: path) else { return [] }
    var events: [LibraryEvent] = []
    // There may be a watch to be had for it by now.
    if let place = tree[id]?.place, tree[id]?.watch == nil {
      events += try look(at: place, at: now, on: disk)
      if tree[id] == nil { return events }
    }
    var missing = tree[id]?.children ?? [:]
    var files: [EntryName: FileStamp] = [:]
    let former = tree[id]?.files
    for found in entries {
      let place = Place(folder: id, name: found.name)
      switch found.entry {
      case .folder(let identity):
        let known = missing.removeValue(forKey: found.name)
        guard known == nil || known != tree.folder(identity) else { continue }
        events += try look(at: place, at: now, on: disk)
      case .file(let stamp):
        files[found.name] = stamp
        guard let former else { continue }
        if former[found.name] == nil {
          polling.appeared[place] = stamp
        } else if former[found.name] != stamp {
          quiet.note(place, .found, at: now)
        }
      }
    }
    for (name, stamp) in former ?? [:] where files[name] == nil {
      polling.vanished[Place(folder: id, name: name)] = stamp
    }
    polling.vanishedFolders += missing.values
    polling.fileCount += files.count
    if isRemembered(id) {
      if former == nil { events.append(.rescanNeeded(path)) }
      tree.remember(files, in: id)
    }
    return events
  }

  /// Tells what became of the files and folders that are not where they were.
  private mutating func endComparison(at now: Instant, on disk: some LibraryDisk)
    throws(RootLost) -> [LibraryEvent]
  {
    var events: [LibraryEvent] = []
    var origins = Dictionary(polling.vanished.map { ($1, $0) }) { first, _ in first }
    for (place, stamp) in polling.appeared {
      if let origin = origins.removeValue(forKey: stamp) {
        polling.vanished[origin] = nil
        events += try move(origin, to: place, at: now, on: disk)
      } else {
        quiet.note(place, .found, at: now)
      }
    }
    for place in polling.vanished.keys { events += try fileGone(place, at: now, on: disk) }
    for id in polling.vanishedFolders {
      if let place = tree[id]?.place { events += try look(at: place, at: now, on: disk) }
    }
    if polling.fileCount > timings.rememberedFiles {
      polling.isOverwhelmed = true
      for id in tree.folders.keys { tree.remember(nil, in: id) }
    }
    return polling.isOverwhelmed ? events + [.rescanNeeded(.root)] : events
  }
}

/// How far a comparison of the folders with what they were has come.
struct PollState {
  typealias Place = WatchTree.Place

  /// When the comparison under way began, or the next one begins; nil while none is needed.
  var begin: ContinuousClock.Instant?
  /// The folders that are still to be compared; nil between comparisons.
  var rest: [WatchTree.FolderID]?
  /// What the comparison has found so far, until its end tells what was moved.
  var appeared: [Place: FileStamp] = [:]
  var vanished: [Place: FileStamp] = [:]
  var vanishedFolders: [WatchTree.FolderID] = []
  var fileCount = 0
  /// Whether there were more files than ``WatchTimings/rememberedFiles``: what they were is not remembered then.
  var isOverwhelmed = false
}
