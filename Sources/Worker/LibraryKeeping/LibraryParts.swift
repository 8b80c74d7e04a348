import Broker
import Catalogue
import Fetching
import Foundation
import Links
import Logging
import Notifications
import ServiceLifecycle

/// The worker's part in the library, wired together.
struct LibraryParts {
  /// Second passes at the same time; each runs ffmpeg.
  private static let slots = 2
  private static let trashLifetime: Duration = .seconds(30 * 86400)
  private static let cleaningInterval: Duration = .seconds(3600)
  /// What nobody told of is found out after that time at the latest.
  private static let scanInterval: Duration = .seconds(900)

  let settings: WorkerSettings
  let connections: BrokerConnections
  let tools: FetchingTools
  /// What this worker calls itself.
  let name: String
  let notifier: ImportNotifier
  let logger: Logger

  init(
    settings: WorkerSettings, connections: BrokerConnections, tools: FetchingTools, name: String,
    logger: Logger
  ) {
    self.settings = settings
    self.connections = connections
    self.tools = tools
    self.name = name
    self.logger = logger
    notifier = ImportNotifier(settings.notifications, logger: logger)
  }

  var keeper: LibraryKeeper {
    LibraryKeeper(
      broker: connections.broker, domain: settings.library.domain, name: name,
      settings: settings.library, keep: keep, logger: logger)
  }

  private var rewriter: TrackRewriter {
    TrackRewriter(
      libraryFolder: settings.libraryFolder, template: settings.libraryTemplate,
      ffmpeg: tools.settings.ffmpeg, sandbox: tools.sandbox, logger: logger)
  }

  private var covers: CoverCache {
    CoverCache(
      folder: settings.library.coversFolder, ffmpeg: tools.settings.ffmpeg,
      sandbox: tools.sandbox, logger: logger)
  }

  private var trash: LibraryTrash {
    LibraryTrash(libraryFolder: settings.libraryFolder, folderMode: 0o755)
  }

  /// Watches the library and does its jobs, until cancelled or shut down.
  private func keep(_ catalogue: CatalogueWriter) async throws {
    let (broker, domain) = (connections.broker, settings.library.domain)
    let announcer = LibraryAnnouncer(broker: broker, logger: logger)
    let turn = Turn()
    let scanner = LibraryScanner(
      domain: domain, catalogue: catalogue,
      files: TrackFile(
        libraryFolder: settings.libraryFolder, parser: SourceURLParser(policy: settings.egress)),
      announcer: announcer, broker: broker, imported: notify,
      library: ScannedLibrary(path: settings.libraryFolder), logger: logger)
    let jobs = LibraryJobs(
      broker: broker, catalogue: catalogue, scanner: scanner, turn: turn,
      secondPass: SecondPass(
        catalogue: catalogue, scanner: scanner, turn: turn,
        standard: settings.library.standardise == .all ? rewriter : nil,
        source: CoverSource(libraryFolder: settings.libraryFolder), covers: covers),
      rewriter: rewriter, trash: trash, pictures: tools.pictures(logger), logger: logger)
    let queue: JobQueue<LibraryJob> = connections.queue(
      broker.keys.library(domain: domain), consumer: name)
    let loop = JobLoop(
      queue: queue, slots: Self.slots, reclaimInterval: settings.common.lease / 4, logger: logger,
      work: jobs.handle)
    try await withThrowingTaskGroup { group in
      group.addTask { try await announcer.run() }
      group.addTask { try await watch(scanner, turn) }
      group.addTask { try await scanner.forgetParked(turn) }
      group.addTask { try await clean(catalogue, scanner, turn) }
      group.addTask { try await loop.run() }
      // The loop ends at a shutdown; everything ends with whatever ends first.
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private func watch(_ scanner: LibraryScanner, _ turn: Turn) async throws {
    var pace = WatchPace()
    pace.poll = settings.library.poll
    let watch = LibraryWatch(
      root: settings.libraryFolder, usesInotify: settings.library.isWatched, pace: pace,
      logger: logger)
    try await watch.withEvents { events in
      for await event in events { try await scanner.apply(event, turn) }
    }
  }

  /// Removes what nobody needs any more, and has done what was forgotten.
  private func clean(
    _ catalogue: CatalogueWriter, _ scanner: LibraryScanner, _ turn: Turn
  ) async throws {
    var nextCleaning = ContinuousClock.now
    // The watch begins with a scan of its own.
    var nextScan = ContinuousClock.now + Self.scanInterval
    while true {
      do {
        try await scanner.completePending()
        if nextScan <= .now {
          nextScan = .now + Self.scanInterval
          try await scanner.rescan(.root, turn: turn)
        }
        if nextCleaning <= .now {
          nextCleaning = .now + Self.cleaningInterval
          try await rewriter.sweep()
          try await covers.removeAll(except: try await catalogue.coverHashes())
          let old = Date.now - Self.trashLifetime / .seconds(1)
          if try await trash.purge(before: old) > 0 {
            let gone = try await catalogue.trashed(
              before: old, limit: 1000)
            try await catalogue.remove(gone.map(\.id))
          }
        }
      } catch let error as CancellationError {
        throw error
      } catch {
        logger.warning("cleaning was cut short", error: error)
      }
      try await Task.sleep(for: .seconds(60))
    }
  }

  private func notify(_ track: Track) {
    do {
      notifier.trackAdded(Data(try track.json().utf8))
    } catch {
      logger.error("a track cannot be written as JSON", error: error)
    }
  }
}
