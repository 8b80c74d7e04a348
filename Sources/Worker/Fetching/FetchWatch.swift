import Downloads

/// Ends a fetch that takes too long, or that stands still.
struct FetchWatch: Sendable {
  private let deadline: ContinuousClock.Instant
  private let stall: Duration
  private let proxy: EgressProxy

  /// `timeout` begins now.
  init(timeout: Duration, stall: Duration, proxy: EgressProxy) {
    deadline = .now + timeout
    self.stall = stall
    self.proxy = proxy
  }

  /// Runs `work`. Throws ``DownloadFailure`` `timed_out`, or `stalled` once no byte has moved for the stall time.
  func whileMoving<Result: Sendable>(_ work: @Sendable @escaping () async throws -> Result)
    async throws -> Result
  {
    try await racing(work) {
      while true {
        let end = min(deadline, proxy.report.lastByteMovedAt + stall)
        guard end > .now else { break }
        try await Task.sleep(until: end, tolerance: .milliseconds(100))
      }
      return DownloadFailure(deadline <= .now ? .timedOut : .stalled)
    }
  }

  /// Runs `work`. Throws ``DownloadFailure`` `timed_out` when the time is over.
  func withinTime<Result: Sendable>(_ work: @Sendable @escaping () async throws -> Result)
    async throws -> Result
  {
    try await racing(work) {
      try await Task.sleep(until: deadline, tolerance: .milliseconds(100))
      return DownloadFailure(.timedOut)
    }
  }

  private func racing<Result: Sendable>(
    _ work: @Sendable @escaping () async throws -> Result,
    against end: @Sendable @escaping () async throws -> DownloadFailure
  ) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { group in
      group.addTask(operation: work)
      group.addTask { throw try await end() }
      defer { group.cancelAll() }
      guard let result = try await group.next() else { throw CancellationError() }
      return result
    }
  }
}
