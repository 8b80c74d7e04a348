/// Lets one piece of work at a time change the library, in the order in which they came.
actor AsyncMutex {
  private var isTaken = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// Waits until no other work runs, then does `work`.
  func withLock<Result: Sendable>(_ work: @Sendable () async throws -> Result) async rethrows
    -> Result
  {
    if isTaken {
      await withCheckedContinuation { waiting.append($0) }
    } else {
      isTaken = true
    }
    defer {
      if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() }
    }
    return try await work()
  }
}
