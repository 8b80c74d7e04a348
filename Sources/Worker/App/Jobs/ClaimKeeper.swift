import Broker
import Downloads
import Logging
import Runtime
import ServiceLifecycle

/// Why a worker stops working on a claim before the work is done.
enum ClaimInterruption: Error {
  /// Another worker has the claim, or the user cancelled, or Redis was away for a lease: write nothing.
  case lost
  /// The worker is shutting down.
  case shutdown
}

/// Keeps claims alive while they are worked on.
struct ClaimKeeper: Sendable {
  let broker: Broker
  let live: LiveEvents
  let logger: Logger

  /// Runs `work` while beating for `claim`, and cancels it when the claim is lost, or on a shutdown after `grace`
  /// (nil: the work runs to its end). Throws ``ClaimInterruption`` or what `work` throws.
  func whileHolding<Result: Sendable>(
    _ claim: Claim, grace: Duration?, _ work: @Sendable @escaping () async throws -> Result
  ) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { group in
      group.addTask(operation: work)
      group.addTask { throw try await endOfClaim(claim) }
      if let grace {
        group.addTask {
          try await gracefulShutdown()
          try await Task.sleep(for: grace)
          throw ClaimInterruption.shutdown
        }
      }
      defer { group.cancelAll() }
      guard let result = try await group.next() else { throw CancellationError() }
      return result
    }
  }

  /// Retries `write` while Redis is away, for a lease at most; after that another worker may have the claim.
  ///
  /// For idempotent writes. Throws ``BrokerError`` when the lease is over.
  func retrying<Result>(_ write: () async throws -> Result) async throws -> Result {
    let end = ContinuousClock.now + broker.policy.lease
    while true {
      do {
        return try await write()
      } catch let error as BrokerError
        where error.code == .unavailable && ContinuousClock.now < end
      {
        logger.info("Redis is away; trying again", error: error)
      }
      try await Task.sleep(for: .milliseconds(500))
    }
  }

  /// Gives back a claim that may be lost, unless it is. The job costs no attempt, because the worker survived it.
  func giveUp(_ claim: Claim) async throws {
    let wasHeld = try await retrying { try await broker.finish(claim, .handedBack) }
    logger.info(wasHeld ? "claim given back" : "claim lost")
  }

  /// Beats, and returns when the claim is lost.
  private func endOfClaim(_ claim: Claim) async throws -> ClaimInterruption {
    let lease = broker.policy.lease
    var lastGoodBeat = ContinuousClock.now
    while true {
      do {
        // Stop messages only make this quicker: without them, a beat finds out.
        let stops = try? await live.stops(tick: lease / 4)
        // Another beat now, because a stop may have been sent before the subscription.
        guard try await broker.beat(claim) else { return .lost }
        lastGoodBeat = .now
        if let stops {
          for await element in stops {
            try Task.checkCancellation()
            if case .news(let id) = element, id != claim.download.id { continue }
            if case .ended = element { break }
            guard try await broker.beat(claim) else { return .lost }
            lastGoodBeat = .now
          }
        }
      } catch let error as BrokerError {
        // Cancelled once the work has ended, or is to end.
        try Task.checkCancellation()
        logger.warning("a heartbeat failed", error: error)
      }
      // A lease without a good beat: another worker may have the job by now, so nothing more is written.
      if ContinuousClock.now - lastGoodBeat >= lease { return .lost }
      try await Task.sleep(for: min(lease / 8, .seconds(1)))
    }
  }
}

extension ClaimResult {
  /// The outcome in a word, for log and metrics.
  var word: String {
    switch self {
    case .fetched: "fetched"
    case .filed: "filed"
    case .returned: "returned to review"
    case .failed: "failed"
    case .handedBack: "handed back"
    }
  }

  /// Counts a job that ended so.
  func count(kind: String) {
    Metric.jobs.count(("kind", kind), ("result", word))
    if case .failed(let failure) = self { Metric.failures.count(("code", failure.code.rawValue)) }
  }
}
