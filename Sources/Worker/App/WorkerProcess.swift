import Broker
import Catalogue
import Downloads
import Fetching
import Filing
import Foundation
import Hosting
import Hummingbird
import LibraryKeeping
import Links
import Logging
import NIOCore
import Notifications
import Runtime
import ServiceLifecycle

/// The worker process, wired together.
struct WorkerProcess {
  /// Filings are short, and must not wait behind downloads.
  private static let filingSlots = 4
  /// Edits and second passes at the same time; each may run ffmpeg.
  private static let librarySlots = 2

  let settings: WorkerSettings

  /// Works until SIGTERM or SIGINT. Throws if it cannot start.
  func run() async throws {
    let logger = Logger(label: "worker")
    try StorageProbe(settings).probeStaging()
    let tools = try await FetchingTools.find(
      settings.fetching, egress: settings.egress, logger: logger)
    let connections = try BrokerConnections(settings.common)
    let health = WorkerHealth(
      broker: connections.broker, registry: .bootstrap(), listen: settings.listen)
    let notifier = SystemdNotifier()
    var services: [any Service] = [
      health.application(logger: Logger(label: "health"), running: notifier.ready)
    ]
    services += loops(connections, tools, logger)
    services.append(notifier)
    logger.info(
      "ready",
      metadata: [
        "roles": "\(settings.roles.map(\.rawValue).sorted().joined(separator: ","))",
        "library": "\(settings.libraryFolder)", "yt-dlp": "\(tools.versions.ytDlp)",
        "sandbox": "\(tools.sandbox == nil ? "none" : "bubblewrap")",
      ])
    let group = ServiceGroup(
      configuration: .init(
        services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    do {
      try await group.run()
    } catch let error as IOError {
      throw SettingError(.workerListen, cannotListenOn: "\(settings.listen)", error)
    }
    await connections.close()
    logger.info("stopped")
  }

  private func loops(_ connections: BrokerConnections, _ tools: FetchingTools, _ logger: Logger)
    -> [any Service]
  {
    let broker = connections.broker
    let keeper = ClaimKeeper(broker: broker, live: connections.live, logger: logger)
    let filing = Filing(
      libraryFolder: settings.libraryFolder, stagingFolder: settings.stagingFolder,
      template: settings.libraryTemplate, fileMode: settings.libraryMode)
    let staging = Staging(root: settings.stagingFolder)
    let name = Self.name()

    func loop(
      _ stream: String, slots: Int, obstacle: @Sendable @escaping () async -> String? = { nil },
      _ work: @Sendable @escaping (Claim, Logger) async throws -> Void
    ) -> JobLoop<DownloadJob> {
      let queue: JobQueue<DownloadJob> = connections.queue(stream, consumer: name)
      let dispatcher = JobDispatcher(
        broker: broker, keeper: keeper, queue: queue, stagingDomain: settings.stagingDomain,
        filing: filing, work: work, logger: logger)
      return JobLoop(
        queue: queue, slots: slots, reclaimInterval: settings.common.lease / 4, logger: logger,
        obstacle: obstacle, work: dispatcher.handle)
    }

    var loops: [any Service] = [
      Sweeper(
        broker: broker, name: name, settings: settings, filing: filing, staging: staging,
        logger: logger),
      WorkerPresence(
        broker: broker, name: name, settings: settings, tools: tools, logger: logger),
    ]
    if settings.roles.contains(.downloads) {
      loops.append(
        // A worker that took jobs while its disk is away would fail them all before others could do them.
        loop(broker.keys.jobs, slots: settings.slots, obstacle: staging.obstacle) { claim, logger in
          try await FetchJob(
            broker: broker, keeper: keeper, staging: staging,
            tools: tools, egress: settings.egress, logger: logger
          ).run(claim)
        })
    }
    if settings.roles.contains(.finalize) {
      loops.append(
        loop(broker.keys.finalize(domain: settings.stagingDomain), slots: Self.filingSlots) {
          claim, logger in
          try await FilingJob(
            broker: broker, keeper: keeper, filing: filing, pictures: tools.pictures(logger),
            libraryDomain: settings.library.domain, logger: logger
          ).run(claim)
        })
    }
    if settings.roles.contains(.library) {
      loops += library(connections, tools, name, logger)
    }
    return loops
  }

  private func library(
    _ connections: BrokerConnections, _ tools: FetchingTools, _ name: String, _ logger: Logger
  ) -> [any Service] {
    let broker = connections.broker
    let notifier = ImportNotifier(settings.notifications, logger: logger)
    let upkeep = LibraryUpkeep(
      settings: settings.library, broker: broker, tools: tools,
      links: SourceURLParser(policy: settings.egress),
      imported: { track in
        do {
          notifier.trackAdded(Data(try track.json().utf8))
        } catch {
          logger.error("a track cannot be written as JSON", error: error)
        }
      },
      runJobs: { handle in
        // Made for each lease: a loop that ends closes its queue's connection.
        let queue: JobQueue<LibraryJob> = connections.queue(
          broker.keys.library(domain: settings.library.domain), consumer: name)
        try await JobLoop(
          queue: queue, slots: Self.librarySlots, reclaimInterval: settings.common.lease / 4,
          logger: logger, work: handle
        ).run()
      }, logger: logger)
    return [
      notifier, LibraryKeeper(broker: broker, name: name, upkeep: upkeep, logger: logger),
    ]
  }

  /// Unique to this process, and readable for an operator who looks into Redis.
  private static func name() -> String {
    let process = ProcessInfo.processInfo
    let random = String(UInt32.random(in: .min ... .max), radix: 16)
    return "\(process.hostName)-\(process.processIdentifier)-\(random)"
  }
}
