/// The watch of a library folder for as long as it is there, and as no record of it is lost.
struct WatchSession {
  private static let readsAtOnce = 64

  private let disk: LocalLibraryDisk
  private let timings: WatchTimings
  private var observer: LibraryObserver
  private var nextRootLook: ContinuousClock.Instant

  /// Readable when there is something to do before ``nextDue``.
  var descriptor: CInt? { disk.descriptor }

  /// When to go on at the latest.
  var nextDue: ContinuousClock.Instant { min(nextRootLook, observer.nextDue ?? nextRootLook) }

  init(on disk: LocalLibraryDisk, timings: WatchTimings) throws(RootLost) {
    self.disk = disk
    self.timings = timings
    let now = ContinuousClock.now
    observer = try LibraryObserver(timings: timings, at: now, on: disk)
    nextRootLook = now + timings.rootLook
  }

  /// Takes the records that wait, and does what is due; nil when records were lost and the session is over.
  mutating func advance() throws(RootLost) -> [LibraryEvent]? {
    var events: [LibraryEvent] = []
    for _ in 0..<Self.readsAtOnce {
      let records = disk.records()
      if records.isEmpty {
        observer.catchUp()
        break
      }
      for record in records {
        if record.mask.contains(.overflowed) { return nil }
        events += try observer.apply(record, at: .now, on: disk)
      }
    }
    if nextRootLook <= .now {
      try disk.checkRoot()
      nextRootLook = .now + timings.rootLook
    }
    return events + (try observer.settle(at: .now, on: disk))
  }
}
