/// How long to wait before the next attempt to connect: 50 ms, then twice as long each time up to 2
/// s.
struct Backoff {
  private(set) var attempt = 0

  /// Counts one more attempt, and spreads its delay over the upper half, so that many clients do
  /// not come back at once.
  mutating func next() -> Duration {
    let milliseconds = min(50 << min(attempt, 6), 2000)
    attempt += 1
    return .milliseconds(Int.random(in: milliseconds / 2...milliseconds))
  }
}
