import Broker
import Downloads
import Fetching
import Filing
import Logging
import NIOPosix
import ServiceLifecycle

/// Cleans up what nothing else does: overdue reviews, jobs that Redis has lost, staged files without a download, and
/// leftovers of dead workers. One worker at a time checks all downloads; each checks its own staging and streams.
struct Sweeper: Service {
  private static let stagingInterval: Duration = .seconds(600)
  private static let batch = 100

  let broker: Broker
  /// This worker's name.
  let name: String
  let settings: WorkerSettings
  let filing: Filing
  let staging: Staging
  let logger: Logger

  func run() async throws {
    var nextStaging = ContinuousClock.now
    while !Task.isShuttingDownGracefully {
      do {
        if broker.isTrustworthy {
          if try await broker.takeSweeperLease(name) { try await sweepRedis() }
          for stream in streams { try await broker.forgetDeadConsumers(of: stream) }
          if nextStaging <= .now {
            nextStaging = .now + Self.stagingInterval
            try await sweepStaging()
            try await sweepFiles()
          }
        }
      } catch {
        logger.warning("a sweep was cut short", error: error)
      }
      // Ends early on a shutdown, which the loop's condition sees.
      try? await cancelWhenGracefulShutdown {
        try await Task.sleep(for: min(broker.policy.lease / 4, .seconds(15)))
      }
    }
  }

  private var streams: [String] {
    let keys = broker.keys
    return [
      keys.jobs, keys.finalize(domain: settings.stagingDomain),
      keys.library(domain: settings.library.domain),
    ]
  }

  /// Removes files and processes of workers that died.
  private func sweepFiles() async throws {
    let probe = StorageProbe(settings)
    try await NIOThreadPool.singleton.runIfActive {
      probe.sweep()
      ScratchFolder.removeAbandoned()
      AbandonedSandbox.endAll(in: staging.root)
    }
  }

  private func sweepRedis() async throws {
    for id in try await broker.expireOverdue(limit: Self.batch) {
      logger.info("a download ran out of time", metadata: ["download": "\(id)"])
    }
    for id in try await broker.reviveLost() {
      logger.warning("a job was lost and is queued again", metadata: ["download": "\(id)"])
    }
  }

  private func sweepStaging() async throws {
    for id in try await filing.staged(olderThan: .seconds(3600)) {
      if let download = try await broker.download(id), !download.state.isTerminal {
        sweep(download)
      } else {
        try await filing.removeStaging(of: id)
        logger.info(
          "staged files without a download were removed", metadata: ["download": "\(id)"])
      }
    }
  }

  /// Removes leftovers of earlier attempts at a live download.
  private func sweep(_ download: Download) {
    if let domain = download.stagingDomain, domain != settings.stagingDomain {
      staging.remove(download.id)
    } else {
      staging.removeAttempts(download.id, before: download.fence)
    }
  }
}
