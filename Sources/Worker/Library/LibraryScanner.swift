import Broker
import Catalogue
import Foundation
import Logging
import NIOPosix

/// Makes the catalogue agree with the library folder.
struct LibraryScanner: Sendable {
  private static let width = 4
  private static let pendingLimit = 1000
  /// The longest that copying a file to another file system takes before the original is removed.
  private static let copyingTime = 60.0

  let libraryFolder: String
  /// `library.domain`
  let domain: String
  let catalogue: CatalogueWriter
  let files: TrackFile
  let announcer: LibraryAnnouncer
  let broker: Broker
  /// Called with every new track that Tonearm itself has filed.
  let imported: @Sendable (Track) -> Void
  /// One scan at a time: the catalogue keeps the marks of one.
  let scans = Turn()
  let logger: Logger

  /// Takes notice of something that happened in the folder, when it is its turn.
  func apply(_ event: LibraryEvent, _ turn: Turn) async throws {
    if case .rescanNeeded(let folder) = event { return try await rescan(folder, turn: turn) }
    if case .removed(let path) = event, try await blocking({ try files.hasFolder(path) }) {
      // It was made again, and nobody tells what is no longer in it.
      return try await rescan(.beneath(path), turn: turn)
    }
    try await turn.take { try await apply(event) }
  }

  private func apply(_ event: LibraryEvent) async throws {
    switch event {
    case .fileChanged(let path): try await look(at: path)
    case .removed(let path): try await lookForAbsence(of: path)
    case .moved(let from, let to): try await move(from, to)
    case .pictureChanged(let folder):
      for id in try await catalogue.reopen(in: folder.path) { await complete(id) }
    case .rescanNeeded: break
    case .rootDisappeared: try await loseEverything()
    case .rootReturned: logger.notice("the library folder is back")
    }
  }

  /// Looks at one file that may be new, other than it was, or gone.
  func look(at path: TrackPath) async throws {
    guard case .there(let stamp) = try await presence(of: path) else { return }
    try await take(try await catalogue.compare([FoundFile(path: path, stamp: stamp)], at: .now))
  }

  /// Reads a file that Tonearm itself has changed, and stores it at once.
  func store(_ path: TrackPath, isPending: Bool) async throws {
    guard let file = try await blocking({ try files.read(path) }) else { return }
    for stored in try await catalogue.store([file], isPending: isPending, at: .now) {
      await announcer.updated(stored.track)
    }
  }

  /// Has the second pass of a track done. Where Redis is away, the keeper asks again later.
  private func complete(_ id: TrackID) async {
    do {
      try await broker.request(LibraryJob(.complete, track: id.description), domain: domain)
    } catch {
      logger.debug("a second pass was not queued", error: error)
    }
  }

  /// Queues the second passes that nobody is going to do.
  func completePending() async throws {
    guard try await broker.queueState(broker.keys.library(domain: domain)).length == 0 else {
      return
    }
    for file in try await catalogue.pending(limit: Self.pendingLimit) { await complete(file.id) }
  }

  /// Stores the files that are new or have changed.
  func take(_ comparison: ScanComparison) async throws {
    if comparison.cameBack > 0 { await announcer.changedMuch() }
    var unknown: [FoundFile] = []
    for file in comparison.toRead where try await !adopt(file) {
      unknown.append(file)
    }
    for stored in try await catalogue.store(try await read(unknown), isPending: true, at: .now) {
      if stored.isNew {
        await announcer.added(stored.track)
        if stored.track.file.downloadID != nil { imported(stored.track) }
      } else {
        await announcer.updated(stored.track)
      }
      if stored.track.isPending { await complete(stored.track.id) }
    }
  }

  /// Whether the file is that of a track under a new name, which the track then has. One after the other, lest two
  /// files become one track; and a track whose place is taken is parked, for its file may come up next.
  private func adopt(_ found: FoundFile) async throws -> Bool {
    for known in try await catalogue.files(like: found.stamp) where known.path != found.path {
      // A hard link is another file, which has a track of its own.
      switch try await presence(of: known.path) {
      case .there(let stamp) where stamp.inode == known.stamp.inode: continue
      case .unknown: continue
      case .there, .gone: break
      }
      if let other = try await catalogue.track(at: found.path) {
        try await catalogue.park(other.id)
      }
      try await move(known.id, to: found.path)
      return true
    }
    return false
  }

  /// Reads files, some at a time; in their order, without those that are gone.
  private func read(_ found: [FoundFile]) async throws -> [LibraryFile] {
    try await withThrowingTaskGroup(of: (Int, LibraryFile?).self) { group in
      var read: [(Int, LibraryFile?)] = []
      for (index, file) in found.enumerated() {
        if index >= Self.width, let one = try await group.next() { read.append(one) }
        group.addTask { (index, try await blocking { try files.read(file.path) }) }
      }
      for try await one in group { read.append(one) }
      return read.sorted { $0.0 < $1.0 }.compactMap(\.1)
    }
  }

  /// Whether there is a file.
  private enum Presence {
    case there(FileStamp)
    case gone
    /// It cannot be told; then nothing is concluded.
    case unknown
  }

  private func presence(of path: TrackPath) async throws -> Presence {
    do {
      return try await blocking { try files.stamp(path) }.map(Presence.there) ?? .gone
    } catch let error as FilingError {
      logger.debug("a file cannot be looked at", error: error, metadata: ["path": "\(path)"])
      return .unknown
    }
  }

  private func move(_ id: TrackID, to path: TrackPath) async throws {
    guard let (track, replaced) = try await catalogue.move(id, to: path, at: .now) else { return }
    if let replaced { await announcer.removed(replaced) }
    await announcer.updated(track)
  }

  private func move(_ from: TrackPath, _ to: TrackPath) async throws {
    if let track = try await catalogue.track(at: from) {
      try await move(track.id, to: to)
      // It may have been changed before it was moved.
      return try await look(at: to)
    }
    let moved = try await catalogue.moveFolder(from, to: to, at: .now)
    guard !moved.isEmpty else { return try await look(at: to) }
    for id in moved {
      if let track = try await catalogue.track(id) { await announcer.updated(track) }
    }
  }

  /// Removes the tracks at and beneath a path, unless something is there again.
  private func lookForAbsence(of path: TrackPath) async throws {
    if case .there = try await presence(of: path) { return try await look(at: path) }
    if let track = try await catalogue.track(at: path) {
      try await forget(track, copiedSince: .now - Self.copyingTime)
    } else {
      for id in try await catalogue.remove(at: path) { await announcer.removed(id) }
    }
  }

  /// Removes the track at `path` if nothing is there any more; but where the same sound has come into the library
  /// since, it was moved by way of a copy, and the track goes with it.
  func forgetIfGone(_ path: TrackPath, copiedSince start: Date) async throws {
    guard case .gone = try await presence(of: path),
      let track = try await catalogue.track(at: path)
    else { return }
    try await forget(track, copiedSince: start)
  }

  private func forget(_ track: Track, copiedSince start: Date) async throws {
    if let hash = track.file.audioHash {
      for copy in try await catalogue.files(audioHash: hash) where copy.id != track.id {
        guard let heir = try await catalogue.track(copy.id),
          heir.addedAtMilliseconds >= start.milliseconds,
          // As mv leaves it on another file system; a copy that somebody means to keep has a time of its own.
          heir.file.stamp.modifiedAtNanoseconds == track.file.stamp.modifiedAtNanoseconds,
          case .there = try await presence(of: copy.path)
        else { continue }
        try await move(track.id, to: copy.path)
        return try await look(at: copy.path)
      }
    }
    for id in try await catalogue.remove(at: track.file.path) { await announcer.removed(id) }
  }

  /// Removes the tracks whose place was taken and whose files did not come up.
  func forgetParked() async throws {
    for id in try await catalogue.removeParked() { await announcer.removed(id) }
  }

  /// Keeps every track, as missing: a library that is away comes back.
  func loseEverything() async throws {
    logger.error("the library folder is gone or empty", metadata: ["path": "\(libraryFolder)"])
    if try await catalogue.markAllMissing(at: .now) > 0 { await announcer.changedMuch() }
  }

  func blocking<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws
    -> Result
  {
    try await NIOThreadPool.singleton.runIfActive(work)
  }
}
