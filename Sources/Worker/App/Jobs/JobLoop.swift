import Broker
import Logging
import ServiceLifecycle

/// Takes jobs from one queue, a bounded number at a time, until the worker shuts down; then waits for the rest.
///
/// A Redis that is away is waited for: nothing here gives up.
struct JobLoop<Job: QueuedJob>: Service {
  private static var wait: Duration { .seconds(2) }
  private static var pause: Duration { .seconds(1) }

  let queue: JobQueue<Job>
  let slots: Int
  /// How often other workers' silent jobs are looked for.
  let reclaimInterval: Duration
  let logger: Logger
  /// Why no job can be done at the moment, so that none is taken; nil where it can.
  var obstacle: @Sendable () async -> String? = { nil }
  /// Does a job to its end; never throws, for nobody could do anything about it.
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
        tell(obstacle, before: obstacleBefore)
        obstacleBefore = obstacle
        guard obstacle == nil else {
          await rest()
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
      await rest()
      return nil
    }
  }

  private func rest() async {
    // Cut short by nothing but cancellation, after which the loop ends anyway.
    try? await Task.sleep(for: Self.pause)
  }

  private func tell(_ obstacle: String?, before: String?) {
    if let obstacle, before == nil {
      logger.error("taking no jobs", metadata: ["reason": "\(obstacle)"])
    } else if obstacle == nil, before != nil {
      logger.notice("taking jobs again")
    }
  }
}
