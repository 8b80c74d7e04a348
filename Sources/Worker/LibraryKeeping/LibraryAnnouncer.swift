import Broker
import Catalogue
import Logging

/// Tells all users what happened to tracks: one by one, or all together when it is much.
///
/// What gets lost while Redis is away is not told again: clients look at the list when they are back.
actor LibraryAnnouncer {
  private let broker: Broker
  private let logger: Logger
  private var throttle = AnnouncementThrottle()

  init(broker: Broker, logger: Logger) {
    self.broker = broker
    self.logger = logger
  }

  func added(_ track: Track) async { await tell(track, .added) }

  func updated(_ track: Track) async { await tell(track, .updated) }

  func removed(_ id: TrackID) async {
    await tell { LibraryNews(.removed, data: #"{"id":"\#(id)"}"#) }
  }

  /// Tells that much has changed, now and once more when it is over.
  func changedMuch() async { await send(.changed) }

  /// Tells again and again what was kept back, until it is cancelled.
  func run() async throws {
    while true {
      try await Task.sleep(for: AnnouncementThrottle.window)
      if throttle.takeMore() { await send(.changed) }
    }
  }

  private func tell(_ track: Track, _ name: LibraryNews.Name) async {
    await tell { LibraryNews(name, data: try track.json()) }
  }

  private func tell(_ news: () throws -> LibraryNews) async {
    guard throttle.admits(now: .now) else { return }
    do {
      await send(try news())
    } catch {
      logger.error("a track cannot be written as JSON", error: error)
    }
  }

  private func send(_ news: LibraryNews) async {
    do {
      try await broker.announce(news)
    } catch {
      logger.debug("news of the library were not sent", error: error)
    }
  }
}

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
