import Broker
import Downloads
import Logging
import Runtime
import ServiceLifecycle
import Synchronization

/// Every event stream of this process: a feed for each user who follows, the library's news for all, and one clock.
///
/// List it before the HTTP server among the services, because it ends when all streams have; ``Drain`` after it.
final class EventHub: Service {
  private typealias Job = @Sendable () async -> Void

  /// The streams' heartbeat; each feed has its second of it.
  private static let heartbeatSeconds = 15
  /// At a shutdown this much passes between one stream's end and the next's.
  private static let spacing: Duration = .milliseconds(5)
  private static let longestDrain: Duration = .seconds(5)
  /// For clients that do not read the end of their stream.
  private static let drainGrace: Duration = .seconds(1)
  private static let pause: Duration = .seconds(1)

  let open = OpenStreams()
  private let live: LiveEvents
  private let encoder: EventEncoder
  private let authenticator: Authenticator
  private let streamsPerUser: Int
  private let logger: Logger
  private let feeds = Mutex<[UserName: EventFeed]>([:])
  private let jobs: AsyncStream<Job>
  private let starter: AsyncStream<Job>.Continuation

  /// `streamsPerUser` is how many a user may have open; 0: any number.
  init(
    broker: Broker, live: LiveEvents, presenter: DownloadPresenter, authenticator: Authenticator,
    streamsPerUser: Int, logger: Logger
  ) {
    self.live = live
    encoder = EventEncoder(broker: broker, presenter: presenter)
    (self.authenticator, self.streamsPerUser, self.logger) = (authenticator, streamsPerUser, logger)
    (jobs, starter) = AsyncStream.makeStream()
  }

  /// The feed of `user`, which is subscribed by then. Throws ``BrokerError``.
  func feed(of user: UserName) async throws -> EventFeed {
    if let feed = feeds.withLock({ $0[user] }), feed.isOpen { return feed }
    let events = try await live.events(of: user)
    return feeds.withLock { feeds in
      if let feed = feeds[user], feed.isOpen { return feed }
      let feed = EventFeed(
        user: user, slot: Int.random(in: 0..<Self.heartbeatSeconds), encoder: encoder,
        authenticator: authenticator, limit: streamsPerUser, logger: logger)
      feeds[user] = feed
      starter.yield {
        await feed.run(events)
        self.feeds.withLock { if $0[user] === feed { $0[user] = nil } }
      }
      return feed
    }
  }

  /// Serves the feeds; at a graceful shutdown until all streams have ended.
  func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.followLibrary() }
      group.addTask { await self.keepTime() }
      group.addTask {
        await Self.untilShutdown()
        self.drain()
        let limit = ContinuousClock.now + Self.longestDrain + Self.drainGrace
        while self.open.count > 0, ContinuousClock.now < limit {
          guard await Self.sleep(.milliseconds(50)) else { break }
        }
        self.starter.finish()
      }
      for await job in jobs { group.addTask { await job() } }
      group.cancelAll()
    }
  }

  /// Begins to end all streams, and those that still open.
  func drain() {
    guard open.drain() else { return }
    let span = min(Self.spacing * open.count, Self.longestDrain)
    for feed in feeds.withLock({ Array($0.values) }) { feed.drain(within: span) }
  }

  /// Ends the streams at the beginning of a shutdown, while the HTTP server still waits for other responses.
  struct Drain: Service {
    let hub: EventHub

    func run() async {
      await EventHub.untilShutdown()
      hub.drain()
    }
  }

  private func followLibrary() async {
    repeat {
      do {
        let events = try await live.library()
        // Something may have happened before.
        publish(.libraryChanged)
        for await element in events {
          switch element {
          case .news(let news):
            publish(
              .library(ServerSentEvent(id: nil, name: news.name.rawValue, data: news.data).chunk))
          case .gap, .ended: publish(.libraryChanged)
          case .tick: break
          }
        }
      } catch {
        logger.debug("the library's news could not be subscribed to", error: error)
      }
    } while await Self.sleep(Self.pause)
  }

  private func publish(_ news: EventNews) {
    for feed in feeds.withLock({ Array($0.values) }) { feed.publish(news) }
  }

  private func keepTime() async {
    var second = 0
    while await Self.sleep(.seconds(1)) {
      second = (second + 1) % Self.heartbeatSeconds
      for feed in feeds.withLock({ $0.values.filter { $0.slot == second } }) { feed.tick() }
    }
  }

  /// Returns at a graceful shutdown, or when the task is cancelled.
  private static func untilShutdown() async {
    do { try await gracefulShutdown() } catch {}
  }

  /// Returns after `duration`; false where the task was cancelled.
  private static func sleep(_ duration: Duration) async -> Bool {
    do {
      try await Task.sleep(for: duration)
      return true
    } catch {
      return false
    }
  }
}

/// How many event streams are open, and whether they are to end because the server shuts down.
final class OpenStreams: Sendable {
  private let number = Atomic<Int>(0)
  private let draining = Atomic<Bool>(false)

  var count: Int { number.load(ordering: .relaxed) }
  var isDraining: Bool { draining.load(ordering: .sequentiallyConsistent) }

  /// Counts one that has opened.
  func add() {
    Metric.eventStreams.set(Double(number.wrappingAdd(1, ordering: .relaxed).newValue))
  }

  /// Counts one that has ended.
  func remove() {
    Metric.eventStreams.set(Double(number.wrappingSubtract(1, ordering: .relaxed).newValue))
  }

  /// From now on none may stay open; false if that was so already.
  func drain() -> Bool { !draining.exchange(true, ordering: .sequentiallyConsistent) }
}
