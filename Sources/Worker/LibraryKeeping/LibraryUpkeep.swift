import Broker
import Catalogue
import Downloads
import Fetching
import Files
import Foundation
import Links
import Logging

/// What is done for a library while this worker keeps it: watching, scanning, people's changes, covers, cleaning up.
package struct LibraryUpkeep: Sendable {
  /// Does the jobs of the library's queue with the handler that it is given, until it is cancelled or the worker
  /// shuts down.
  package typealias JobRunner =
    @Sendable (@escaping @Sendable (JobQueue<LibraryJob>.Delivery) async -> Void) async throws ->
    Void

  private static let trashLifetime: Duration = .seconds(30 * 86400)
  private static let cleaningInterval: Duration = .seconds(3600)
  /// A change that caused no event is found after that time at the latest.
  private static let scanInterval: Duration = .seconds(900)

  let settings: LibrarySettings
  private let broker: Broker
  private let tools: FetchingTools
  private let links: SourceURLParser
  private let imported: @Sendable (Track) -> Void
  private let runJobs: JobRunner
  private let logger: Logger

  /// `imported` is called with every new track that Tonearm itself has filed.
  package init(
    settings: LibrarySettings, broker: Broker, tools: FetchingTools, links: SourceURLParser,
    imported: @escaping @Sendable (Track) -> Void, runJobs: @escaping JobRunner, logger: Logger
  ) {
    self.settings = settings
    self.broker = broker
    self.tools = tools
    self.links = links
    self.imported = imported
    self.runJobs = runJobs
    self.logger = logger
  }

  private var rewriter: TrackRewriter {
    TrackRewriter(
      libraryFolder: settings.folder, template: settings.template,
      ffmpeg: tools.settings.ffmpeg, sandbox: tools.sandbox, logger: logger,
      encodings: settings.encodings)
  }

  private var covers: CoverCache {
    CoverCache(
      folder: settings.coversFolder, ffmpeg: tools.settings.ffmpeg, sandbox: tools.sandbox,
      logger: logger)
  }

  private var trash: LibraryTrash {
    LibraryTrash(libraryFolder: settings.folder, folderMode: 0o755)
  }

  /// Keeps the library's catalogue until it is cancelled or the worker shuts down.
  func run(_ catalogue: CatalogueWriter) async throws {
    let announcer = LibraryAnnouncer(broker: broker, logger: logger)
    let scanner = LibraryScanner(
      domain: settings.domain, catalogue: catalogue,
      files: TrackFile(
        libraryFolder: settings.folder, parser: links, encodings: settings.encodings),
      announcer: announcer, broker: broker, imported: imported,
      library: ScannedLibrary(path: settings.folder), logger: logger)
    let jobs = LibraryJobs(
      broker: broker, catalogue: catalogue, scanner: scanner,
      tagsAndCovers: TagAndCoverPass(
        catalogue: catalogue, scanner: scanner,
        standard: settings.standardise == .all ? rewriter : nil,
        source: CoverSource(libraryFolder: settings.folder), covers: covers),
      rewriter: rewriter, trash: trash, pictures: tools.pictures(logger), logger: logger)
    try await withThrowingTaskGroup { group in
      group.addTask { try await announcer.run() }
      group.addTask { try await watch(scanner) }
      group.addTask { try await scanner.forgetParked() }
      group.addTask { try await clean(catalogue, scanner) }
      group.addTask { try await runJobs(jobs.handle) }
      // Running jobs ends at a shutdown; the first that ends ends the others.
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private func watch(_ scanner: LibraryScanner) async throws {
    var timings = WatchTimings()
    timings.poll = settings.poll
    let watch = LibraryWatch(
      root: settings.folder, usesInotify: settings.isWatched, timings: timings, logger: logger)
    try await watch.withEvents { events in
      for await event in events { try await scanner.apply(event) }
    }
  }

  /// Removes what nobody needs any more, and queues second passes that were forgotten.
  private func clean(
    _ catalogue: CatalogueWriter, _ scanner: LibraryScanner
  ) async throws {
    var nextCleaning = ContinuousClock.now
    // The watch begins with a scan of its own.
    var nextScan = ContinuousClock.now + Self.scanInterval
    while true {
      do {
        try await scanner.completePending()
        if nextScan <= .now {
          nextScan = .now + Self.scanInterval
          try await scanner.rescan(.root)
        }
        if nextCleaning <= .now {
          nextCleaning = .now + Self.cleaningInterval
          try await rewriter.sweep()
          try await covers.removeAll(except: try await catalogue.coverHashes())
          try await emptyTrash(catalogue)
        }
      } catch let error as CancellationError {
        throw error
      } catch {
        logger.warning("cleaning was cut short", error: error)
      }
      try await Task.sleep(for: .seconds(60))
    }
  }

  private func emptyTrash(_ catalogue: CatalogueWriter) async throws {
    let old = Date.now - Self.trashLifetime / .seconds(1)
    guard try await trash.purge(before: old) > 0 else { return }
    try await catalogue.remove(try await catalogue.trashed(before: old, limit: 1000).map(\.id))
  }
}
