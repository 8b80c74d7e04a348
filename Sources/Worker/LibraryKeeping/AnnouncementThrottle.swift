/// Decides which tracks are worth an event of their own, so that a scan of thousands does not flood everybody.
struct AnnouncementThrottle {
  static let limit = 20
  static let window: Duration = .seconds(1)

  private var windowEnd: ContinuousClock.Instant?
  private var count = 0
  /// Whether something happened that was not told one by one.
  private(set) var hasMore = false

  /// Whether a track's event is to be sent as it is.
  mutating func admits(now: ContinuousClock.Instant) -> Bool {
    if windowEnd.map({ now >= $0 }) ?? true {
      windowEnd = now + Self.window
      count = 0
    }
    count += 1
    if count <= Self.limit { return true }
    hasMore = true
    return false
  }

  /// Whether `library_changed` is to be sent; nothing is owed afterwards.
  mutating func takeMore() -> Bool {
    defer { hasMore = false }
    return hasMore
  }
}
