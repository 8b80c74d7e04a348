import AsyncAlgorithms
import Downloads
import Redis

/// Live news from Redis. It only wakes: what was missed is in the log.
package struct LiveEvents: Sendable {
  /// What can come next on a channel of `News`.
  package enum Element<News: Sendable>: Sendable {
    case news(News)
    /// The connection was lost for a while, or news was not understood: look for yourself what is true now.
    case gap
    /// The interval has passed; nothing happened.
    case tick
    /// No more will come: the reader was too slow, or the connection was closed for good.
    case ended
  }

  private let subscriber: RedisSubscriber
  private let keys: BrokerKeys

  /// News that come through `subscriber`.
  package init(subscriber: RedisSubscriber, keys: BrokerKeys) {
    self.subscriber = subscriber
    self.keys = keys
  }

  /// A user's events from now on, with a tick every `interval`.
  package func events(of user: UserName, tick interval: Duration)
    async throws(BrokerError) -> some AsyncSequence<Element<BrokerEvent>, Never> & Sendable
  {
    try await listen(to: keys.events(user), tick: interval) { payload throws(BrokerError) in
      try BrokerEvent(json: payload)
    }
  }

  /// A user's events from now on; it never ticks.
  package func events(of user: UserName)
    async throws(BrokerError) -> some AsyncSequence<Element<BrokerEvent>, Never> & Sendable
  {
    try await listen(to: keys.events(user)) { payload throws(BrokerError) in
      try BrokerEvent(json: payload)
    }
  }

  /// The downloads that workers are to stop, from now on, with a tick every `interval`.
  package func stops(tick interval: Duration)
    async throws(BrokerError) -> some AsyncSequence<Element<DownloadID>, Never> & Sendable
  {
    try await listen(to: keys.control, tick: interval) { payload in DownloadID(payload) }
  }

  /// What happens in the library from now on; it never ticks.
  package func library()
    async throws(BrokerError) -> some AsyncSequence<Element<LibraryNews>, Never> & Sendable
  {
    try await listen(to: keys.libraryEvents) { payload throws(BrokerError) in
      try RecordJSON.decode(LibraryNews.self, payload)
    }
  }

  /// The jobs in the library that are done from now on, by their ids, with a tick every `interval`.
  package func finishedJobs(tick interval: Duration)
    async throws(BrokerError) -> some AsyncSequence<Element<LibraryJob.ID>, Never> & Sendable
  {
    try await listen(to: keys.finishedJobs, tick: interval) { payload in LibraryJob.ID(payload) }
  }

  private func listen<News: Sendable>(
    to channel: String, tick interval: Duration,
    read: @Sendable @escaping (String) throws(BrokerError) -> News?
  ) async throws(BrokerError) -> some AsyncSequence<Element<News>, Never> & Sendable {
    let ticks = AsyncTimerSequence(interval: interval, clock: .continuous)
      .map { _ in Element<News>.tick }
    return merge(try await listen(to: channel, read: read), ticks)
  }

  private func listen<News: Sendable>(
    to channel: String, read: @Sendable @escaping (String) throws(BrokerError) -> News?
  ) async throws(BrokerError) -> some AsyncSequence<Element<News>, Never> & Sendable {
    let stream: AsyncStream<RedisSubscriptionEvent>
    do {
      stream = try await subscriber.subscribe(to: channel)
    } catch {
      throw BrokerError(error, doing: "SUBSCRIBE")
    }
    let news = stream.compactMap { event -> Element<News>? in
      switch event {
      case .interrupted: return nil
      case .resumed: return .gap
      case .message(let message):
        // What cannot be read is as good as lost; the log or the record will tell.
        let text = String(decoding: message.payload, as: UTF8.self)
        return (try? read(text)).flatMap { $0.map(Element.news) } ?? .gap
      }
    }
    return chain(news, [Element<News>.ended].async)
  }
}
