import Broker
import Downloads
import Logging
import Runtime

/// Decides what a delivered job is, and has it done.
struct JobDispatcher: Sendable {
  let broker: Broker
  let keeper: ClaimKeeper
  let queue: JobQueue<DownloadJob>
  let stagingDomain: String
  let filing: Filing
  /// Does a claimed job; what it throws was Redis being away.
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
        let claim = try await keeper.insisting {
          try await broker.claim(
            delivery, consumer: queue.consumer, domain: stagingDomain, token: token)
        }
        guard let claim else { return try await tellWhy(delivery.job.id, logger) }
        await FaultPoint.claimed.reach()
        logger[metadataKey: "fence"] = "\(claim.fence)"
        try await work(claim, logger)
      }
    } catch {
      // The entry stays pending; it is reclaimed once its lease is over.
      logger.warning("a job was left for later", error: error)
    }
  }

  /// Says of a job that was not to be had, if so, that it has ended all the workers that it may.
  private func tellWhy(_ id: DownloadID, _ logger: Logger) async throws {
    let failure = try await broker.download(id)?.failure
    if failure?.code == .poison {
      logger.error("a download was given up: too many workers have ended over it")
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
