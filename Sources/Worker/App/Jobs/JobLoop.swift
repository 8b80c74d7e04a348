import Broker
import Logging
import ServiceLifecycle

/// Takes jobs from one queue, a bounded number at a time, until the worker shuts down; then waits for those that run.
///
/// Waits as long as Redis is away, without a limit.
struct JobLoop<Job: QueuedJob>: Service {
  private static var wait: Duration { .seconds(2) }
  private static var retryDelay: Duration { .seconds(1) }

  let queue: JobQueue<Job>
  let slots: Int
  /// How often to look for jobs of other workers that have stopped beating.
  let reclaimInterval: Duration
  let logger: Logger
  /// Why no job can be done at the moment, so that none is taken; nil if jobs can be done.
  var obstacle: @Sendable () async -> String? = { nil }
  /// Does a job; never throws, because no caller could do anything about it.
  let work: @Sendable (JobQueue<Job>.Delivery) async -> Void

  func run() async throws {
    let (permits, giver) = AsyncStream.makeStream(of: Void.self)
    for _ in 0..<slots { giver.yield() }
    await withDiscardingTaskGroup { group in
      var cursor = "0-0"
      var nextReclaim = ContinuousClock.now
      var obstacleBefore: String?
      for await _ in permits.cancelOnGracefulShutdown() {
        let obstacle = await obstacle()
        log(obstacle, before: obstacleBefore)
        obstacleBefore = obstacle
        guard obstacle == nil else {
          await pause()
          giver.yield()
          continue
        }
        guard let delivery = await next(&cursor, &nextReclaim) else {
          giver.yield()
          continue
        }
        group.addTask {
          await work(delivery)
          giver.yield()
        }
      }
    }
    do {
      try await queue.leave()
    } catch {
      logger.warning("could not leave the queue", error: error)
    }
  }

  private func next(_ cursor: inout String, _ nextReclaim: inout ContinuousClock.Instant) async
    -> JobQueue<Job>.Delivery?
  {
    do {
      if nextReclaim <= .now, queue.mayReclaim {
        if let delivery = try await queue.reclaim(cursor: &cursor) { return delivery }
        if cursor == "0-0" { nextReclaim = .now + reclaimInterval }
      }
      return try await queue.next(wait: Self.wait)
    } catch {
      logger.warning("no jobs from Redis", error: error)
      await pause()
      return nil
    }
  }

  private func pause() async {
    // Cut short only by cancellation, after which the loop ends anyway.
    try? await Task.sleep(for: Self.retryDelay)
  }

  private func log(_ obstacle: String?, before: String?) {
    if let obstacle, before == nil {
      logger.error("taking no jobs", metadata: ["reason": "\(obstacle)"])
    } else if obstacle == nil, before != nil {
      logger.notice("taking jobs again")
    }
  }
}
