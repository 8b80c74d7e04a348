/// Lets one piece of work at a time change the library, in the order of their coming.
actor Turn {
  private var isTaken = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// Waits for the turn, and gives it on when `work` has ended.
  func take<Result: Sendable>(_ work: @Sendable () async throws -> Result) async rethrows -> Result
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
