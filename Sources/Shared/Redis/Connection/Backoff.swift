/// How long to wait before the next attempt to connect: any time up to 250 ms, then up to twice as
/// long each time, up to a second.
///
/// From zero, so that clients which lost Redis at the same moment come back one by one ("full
/// jitter"): https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter.
struct Backoff {
  private var attempt = 0

  /// Counts one more attempt, and answers its delay.
  mutating func next() -> Duration {
    let limit = min(250 << attempt, 1000)
    attempt = min(attempt + 1, 2)
    return .milliseconds(Int.random(in: 0...limit))
  }
}
