import Broker
import Catalogue
import Foundation
import Logging
import NIOPosix

/// Makes the catalogue agree with the library folder.
struct LibraryScanner: Sendable {
  private static let width = 4
  private static let pendingLimit = 1000

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
    guard let stamp = try await blocking({ try files.stamp(path) }) else { return }
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

  /// Reads the files that are new or have changed, and stores them.
  func take(_ comparison: ScanComparison) async throws {
    if comparison.cameBack > 0 { await announcer.changedMuch() }
    let read = try await withThrowingTaskGroup(of: (Int, LibraryFile?).self) { group in
      var read: [(Int, LibraryFile?)] = []
      for (index, file) in comparison.toRead.enumerated() {
        if index >= Self.width, let one = try await group.next() { read.append(one) }
        group.addTask { (index, try await self.read(file)) }
      }
      for try await one in group { read.append(one) }
      return read.sorted { $0.0 < $1.0 }.compactMap(\.1)
    }
    guard !read.isEmpty else { return }
    for stored in try await catalogue.store(read, isPending: true, at: .now) {
      if stored.isNew {
        await announcer.added(stored.track)
        if stored.track.file.downloadID != nil { imported(stored.track) }
      } else {
        await announcer.updated(stored.track)
      }
      if stored.track.isPending { await complete(stored.track.id) }
    }
  }

  /// What is to be stored of a file; nil where it is gone, or is a known one under another name.
  private func read(_ found: FoundFile) async throws -> LibraryFile? {
    if let known = try await absent(try await catalogue.files(like: found.stamp)) {
      try await move(known.id, to: found.path)
      return nil
    }
    guard let file = try await blocking({ try files.read(found.path) }) else { return nil }
    // A copy to another file system, of which the original is gone.
    if let hash = file.audioHash,
      let known = try await absent(try await catalogue.files(audioHash: hash))
    {
      try await move(known.id, to: found.path)
    }
    return file
  }

  /// The first of these whose file is no longer where it was.
  private func absent(_ candidates: [CataloguedFile]) async throws -> CataloguedFile? {
    for candidate in candidates {
      if try await blocking({ try files.stamp(candidate.path) }) == nil { return candidate }
    }
    return nil
  }

  private func move(_ id: TrackID, to path: TrackPath) async throws {
    guard let (track, replaced) = try await catalogue.move(id, to: path, at: .now) else { return }
    if let replaced { await announcer.removed(replaced) }
    await announcer.updated(track)
  }

  private func move(_ from: TrackPath, _ to: TrackPath) async throws {
    if let track = try await catalogue.track(at: from) {
      return try await move(track.id, to: to)
    }
    let moved = try await catalogue.moveFolder(from, to: to, at: .now)
    guard !moved.isEmpty else { return try await look(at: to) }
    for id in moved {
      if let track = try await catalogue.track(id) { await announcer.updated(track) }
    }
  }

  /// Removes the tracks at and beneath a path, unless something is there again.
  private func lookForAbsence(of path: TrackPath) async throws {
    if try await blocking({ try files.stamp(path) }) != nil { return try await look(at: path) }
    // A folder that is back is told to be rescanned next.
    if try await blocking({ try files.hasFolder(path) }) { return }
    try await forget(path)
  }

  /// Removes the tracks at and beneath a path where nothing is any more.
  func forget(_ path: TrackPath) async throws {
    for id in try await catalogue.remove(at: path) { await announcer.removed(id) }
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
