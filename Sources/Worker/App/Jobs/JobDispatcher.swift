import Broker
import Downloads
import Filing
import Logging
import Runtime

/// Decides what a delivered job is, and does it.
struct JobDispatcher: Sendable {
  let broker: Broker
  let keeper: ClaimKeeper
  let queue: JobQueue<DownloadJob>
  let stagingDomain: String
  let filing: Filing
  /// Does a claimed job; throws only if Redis is away.
  let work: @Sendable (Claim, Logger) async throws -> Void
  let logger: Logger

  func handle(_ delivery: JobQueue<DownloadJob>.Delivery) async {
    var logger = logger
    logger[metadataKey: "download"] = "\(delivery.job.id)"
    await FaultPoint.delivered.reach()
    do {
      switch delivery.job.kind {
      case .discard: try await discard(delivery)
      case .work:
        let token = ClaimToken.random()
        let claim = try await keeper.retrying {
          try await broker.claim(
            delivery, consumer: queue.consumer, domain: stagingDomain, token: token)
        }
        guard let claim else { return try await logRefusal(delivery.job.id, logger) }
        await FaultPoint.claimed.reach()
        logger[metadataKey: "fence"] = "\(claim.fence)"
        try await work(claim, logger)
      }
    } catch {
      // The entry stays pending; it is reclaimed once its lease is over.
      logger.warning("a job was left for later", error: error)
    }
  }

  /// Logs why a job could not be claimed: it is done already, or too many workers have crashed over it.
  private func logRefusal(_ id: DownloadID, _ logger: Logger) async throws {
    let failure = try await broker.download(id)?.failure
    if failure?.code == .poison {
      logger.error("a download was given up: it has crashed too many workers")
    } else {
      logger.debug("nothing to do for a job")
    }
  }

  private func discard(_ delivery: JobQueue<DownloadJob>.Delivery) async throws {
    let download = try await broker.download(delivery.job.id)
    if download?.state.isTerminal ?? true { try await filing.removeStaging(of: delivery.job.id) }
    try await queue.remove(delivery)
  }
}
