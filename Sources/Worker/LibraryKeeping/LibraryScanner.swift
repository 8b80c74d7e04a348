import Broker
import Catalogue
import Files
import Foundation
import Logging
import NIOPosix
import Synchronization

/// Makes the catalogue agree with the library folder.
struct LibraryScanner: Sendable {
  private static let width = 4
  private static let pendingLimit = 1000

  /// `library.domain`
  let domain: String
  let catalogue: CatalogueWriter
  let files: TrackFile
  let announcer: LibraryAnnouncer
  let broker: Broker
  /// Called with every new track that Tonearm itself has filed.
  let imported: @Sendable (Track) -> Void
  /// One scan at a time: the catalogue keeps the marks of one.
  let scans = AsyncMutex()
  /// Held by everything that changes the catalogue or the files of the library.
  let mutex = AsyncMutex()
  let library: ScannedLibrary
  let logger: Logger

  /// Handles something that happened in the folder, in turn with other work.
  func apply(_ event: LibraryEvent) async throws {
    switch event {
    case .fileChanged(let path): try await mutex.withLock { try await look(at: path) }
    case .removed(let path):
      if try await blocking({ try files.hasFolder(path) }) {
        // It was made again, and nobody tells what is no longer in it.
        try await rescan(.beneath(path))
      } else {
        try await mutex.withLock { try await lookForAbsence(of: path) }
      }
    case .moved(let from, let to): try await mutex.withLock { try await move(from, to) }
    case .pictureChanged(let folder):
      try await mutex.withLock {
        for id in try await catalogue.reopen(in: folder.path) { await complete(id) }
      }
    case .rescanNeeded(let folder): try await rescan(folder)
    case .rootDisappeared: try await mutex.withLock { try await loseEverything() }
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
      try await broker.request(LibraryJob(.complete(id)), domain: domain)
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

  /// Keeps every track, as missing: a library that is away comes back.
  func loseEverything() async throws {
    logger.error(
      "the library folder is gone or empty", metadata: ["path": "\(files.libraryFolder)"])
    if try await catalogue.markAllMissing(at: .now) > 0 { await announcer.changedMuch() }
  }

  func blocking<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws
    -> Result
  {
    try await NIOThreadPool.singleton.runIfActive(work)
  }
}

extension LibraryScanner {
  private static let pageSize = 500

  /// Compares a folder, and everything beneath it, with the catalogue; each batch under `mutex`.
  func rescan(_ folder: FolderPath) async throws {
    try await scans.withLock { try await scan(folder) }
  }

  private func scan(_ folder: FolderPath) async throws {
    let start = ContinuousClock.now
    let began = Date.now
    try await catalogue.beginScan()
    let batches: WalkBatches
    do {
      batches = try await WalkBatches.begin(root: files.libraryFolder, from: folder)
    } catch {
      logger.warning("the library cannot be opened", error: error)
      return try await loseEverything()
    }
    if case .root = folder { library.note(batches.root) }
    // Another folder has taken its place, which the watch is about to tell.
    guard library.isKnown(batches.root) else { return }
    var count = 0
    var unreadable: [FolderPath] = []
    while case let findings = try await batches.next(), !findings.isEmpty {
      var files: [FoundFile] = []
      for finding in findings {
        switch finding {
        case .audio(let file): files.append(file)
        case .unreadable(let folder, let reason):
          unreadable.append(folder)
          logger.warning(
            "a folder cannot be read", metadata: ["folder": "\(folder)", "reason": "\(reason)"])
        case .folder, .picture: break
        }
      }
      count += files.count
      let found = files
      try await mutex.withLock {
        try await take(try await catalogue.compare(found, at: .now))
      }
    }
    if case .root = folder, count == 0 {
      library.note(nil)
      return try await mutex.withLock { try await loseEverythingIfThereIsAnything() }
    }
    let skipped = unreadable
    try await mutex.withLock { try await removeUnseen(in: folder, except: skipped, since: began) }
    logger.info(
      "looked through the library",
      metadata: [
        "files": "\(count)", "seconds": "\((ContinuousClock.now - start) / .seconds(1))",
      ])
  }

  /// Removes the tracks of a folder that the scan has not seen and that are really not there.
  private func removeUnseen(
    in folder: FolderPath, except unreadable: [FolderPath], since began: Date
  ) async throws {
    var last = folder.path
    while case let page = try await catalogue.unseen(after: last, limit: Self.pageSize),
      let end = page.last
    {
      for file in page
      where folder.contains(file.path) && !unreadable.contains(where: { $0.contains(file.path) }) {
        try await forgetIfGone(file.path, copiedSince: began)
      }
      last = end.path
    }
  }

  private func loseEverythingIfThereIsAnything() async throws {
    let known = try await catalogue.unseen(limit: 1)
    if !known.isEmpty { try await loseEverything() }
  }
}

/// Which folder the library was when it was last scanned: as long as it is that, what is not in it is gone, and not
/// away with its disk.
final class ScannedLibrary: Sendable {
  private let path: String
  private let identity = Mutex<FileIdentity?>(nil)

  init(path: String) { self.path = path }

  /// Notes what a scan of all of it has found it to be; nil where there was nothing in it.
  func note(_ found: FileIdentity?) { identity.withLock { $0 = found } }

  /// Whether that folder is it.
  func isKnown(_ found: FileIdentity) -> Bool { identity.withLock { $0 } == found }

  /// Whether the library is still what it was. Blocks.
  func isThere() -> Bool {
    do {
      return isKnown(try Folder(root: path).identity())
    } catch {
      return false
    }
  }
}
