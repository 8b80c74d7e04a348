import Broker
import Downloads
import Logging
import NIOCore
import Synchronization

/// One user's events for all streams of that user in this process: one subscription, and each event encoded once.
///
/// Live news are handed to every stream; a stream that finds that it lacks something asks for it. Streams that ask from
/// the same place, as a user's tabs do after a restart, are given the same answer.
final class EventFeed: Sendable {
  private typealias Stream = NIOLoopBound<EventStream>

  private struct Member {
    let stream: Stream
    let credential: Authenticator.Credential
  }

  private struct Request {
    let stream: Stream
    let position: EventPosition?
  }

  private struct Snapshot {
    let replay: EventReplay
    /// The state's when it was begun.
    let generation: Int
  }

  private struct State {
    /// By event loop, and by the order in which they came.
    var members: [ObjectIdentifier: [Int: Member]] = [:]
    var lastID = 0
    var requests: [Request] = []
    var isCheckDue = false
    var ticks = 0
    var idleTicks = 0
    /// Counts what may make a snapshot untrue.
    var generation = 0
    var snapshot: Snapshot?
    var hasEnded = false

    var count: Int { members.values.reduce(0) { $0 + $1.count } }

    mutating func removeOldest() -> Stream? {
      let oldest = members.compactMap { loop, members in members.keys.min().map { (loop, $0) } }
        .min { $0.1 < $1.1 }
      return oldest.flatMap { loop, id in members[loop]?.removeValue(forKey: id)?.stream }
    }
  }

  /// A feed that nobody follows is kept for this many ticks, because pages are often loaded again.
  private static let keptIdleTicks = 2

  let user: UserName
  /// The second of the hub's heartbeat at which to call ``tick()``.
  let slot: Int
  private let encoder: EventEncoder
  private let authenticator: Authenticator
  /// How many streams the user may have open; 0: any number.
  private let limit: Int
  private let logger: Logger
  private let state = Mutex(State())
  private let wakes: AsyncStream<Void>
  private let waker: AsyncStream<Void>.Continuation

  init(
    user: UserName, slot: Int, encoder: EventEncoder, authenticator: Authenticator, limit: Int,
    logger: Logger
  ) {
    (self.user, self.slot, self.encoder) = (user, slot, encoder)
    (self.authenticator, self.limit, self.logger) = (authenticator, limit, logger)
    (wakes, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  // MARK: What streams call

  /// Gives `stream` the news from now on, and returns its number; nil where the feed has ended.
  ///
  /// Where the user has too many streams, the oldest is ended.
  func add(_ stream: NIOLoopBound<EventStream>, _ credential: Authenticator.Credential) -> Int? {
    let (id, replaced) = state.withLock { state -> (Int?, Stream?) in
      if state.hasEnded { return (nil, nil) }
      var replaced: Stream?
      if limit > 0, state.count >= limit { replaced = state.removeOldest() }
      state.lastID += 1
      state.idleTicks = 0
      state.members[ObjectIdentifier(stream.eventLoop), default: [:]][state.lastID] = Member(
        stream: stream, credential: credential)
      return (state.lastID, replaced)
    }
    if let replaced {
      replaced.eventLoop.execute {
        replaced.value.end(
          .replaced, saying: ServerSentEvent(id: nil, name: "stream_replaced", data: "{}"))
      }
    }
    return id
  }

  func remove(_ id: Int, on loop: any EventLoop) {
    state.withLock { $0.members[ObjectIdentifier(loop)]?[id] = nil }
  }

  /// Finds out what a client lacks after `position`, or a snapshot where that is nil, and gives it to `stream`.
  func catchUp(_ stream: NIOLoopBound<EventStream>, after position: EventPosition?) {
    state.withLock { $0.requests.append(Request(stream: stream, position: position)) }
    waker.yield()
  }

  // MARK: What the hub calls

  /// Whether streams can be added.
  var isOpen: Bool { state.withLock { !$0.hasEnded } }

  /// Serves the streams until the subscription's `events` end, the feed is idle, or the task is cancelled.
  func run(_ events: some AsyncSequence<LiveEvents.Element<BrokerEvent>, Never> & Sendable) async {
    await withDiscardingTaskGroup { group in
      group.addTask {
        for await element in events { await Self.aside { await self.receive(element) } }
        self.end()
      }
      for await _ in wakes { await Self.aside { await self.work() } }
      group.cancelAll()
    }
    end()
  }

  /// Does `work` in a task of its own: a task that waits for years would keep the deepest stack it ever had.
  private static func aside(_ work: @Sendable @escaping () async -> Void) async {
    await withDiscardingTaskGroup { $0.addTask { await work() } }
  }

  /// Gives `news` to every stream.
  func publish(_ news: EventNews) {
    let members = state.withLock { state in
      state.generation += 1
      return state.members
    }
    Self.each(of: members) { $0.receive(news) }
  }

  /// Call every 15 s: keeps connections alive and now and then looks whether they are still good.
  func tick() {
    let members = state.withLock { state in
      state.ticks += 1
      state.idleTicks = state.count == 0 ? state.idleTicks + 1 : 0
      state.snapshot = nil
      if state.ticks.isMultiple(of: 2), state.idleTicks == 0 { state.isCheckDue = true }
      // Under the lock, so that no stream is added to a feed that ends.
      if state.idleTicks >= Self.keptIdleTicks { state.hasEnded = true }
      if state.isCheckDue || state.hasEnded { waker.yield() }
      return state.members
    }
    Self.each(of: members) { $0.tick() }
  }

  /// Ends the streams one after the other within `span`, so that not all clients come back in the same instant.
  func drain(within span: Duration) {
    let longest = Int64(span / .milliseconds(1))
    Self.each(of: state.withLock { $0.members }) {
      $0.end(.shutdown, in: .milliseconds(Int64.random(in: 0...longest)))
    }
  }

  private func end() {
    let members = state.withLock { state in
      state.hasEnded = true
      return state.members
    }
    waker.finish()
    Self.each(of: members) { $0.end(.failed) }
  }

  private func receive(_ element: LiveEvents.Element<BrokerEvent>) async {
    switch element {
    case .tick, .ended: break
    case .gap: publish(.gap)
    case .news(let event):
      let isHeard = state.withLock { state in
        state.generation += 1
        return state.count > 0
      }
      guard isHeard else { return }
      do {
        publish(try await encoder.news(event))
      } catch {
        logger.debug("an event could not be encoded", error: error)
        publish(.gap)
      }
    }
  }

  /// Does what streams and ticks have asked for.
  private func work() async {
    while true {
      let (requests, isCheckDue, hasEnded) = state.withLock { state in
        defer { (state.requests, state.isCheckDue) = ([], false) }
        return (state.requests, state.isCheckDue, state.hasEnded)
      }
      if hasEnded { waker.finish() }
      if requests.isEmpty, !isCheckDue { return }
      for (_, group) in Dictionary(grouping: requests, by: { $0.position?.description }) {
        await serve(group)
      }
      if isCheckDue { await check() }
    }
  }

  /// Serves requests that are all from one place.
  private func serve(_ requests: [Request]) async {
    do {
      let replay =
        if let position = requests[0].position {
          try await encoder.replay(user, after: position)
        } else {
          try await snapshot()
        }
      for request in requests {
        request.stream.eventLoop.execute { request.stream.value.receive(replay) }
      }
    } catch {
      logger.debug("events could not be caught up with", error: error)
      for request in requests {
        request.stream.eventLoop.execute { request.stream.value.end(.failed) }
      }
    }
  }

  /// A snapshot that is true now; an earlier one where nothing has happened since.
  private func snapshot() async throws -> EventReplay {
    let (kept, generation) = state.withLock { ($0.snapshot, $0.generation) }
    if let kept, kept.generation == generation,
      try await encoder.broker.position(user) == kept.replay.position
    {
      return kept.replay
    }
    let replay = try await encoder.replay(user, after: nil)
    state.withLock { $0.snapshot = Snapshot(replay: replay, generation: generation) }
    return replay
  }

  /// Ends the streams of those who are not signed in any more, and looks for events that were lost without notice.
  private func check() async {
    do {
      let members = state.withLock { $0.members.values.flatMap(\.values) }
      for (credential, members) in Dictionary(grouping: members, by: \.credential)
      where try await authenticator.user(with: credential) != user {
        for member in members {
          member.stream.eventLoop.execute { member.stream.value.end(.signedOut) }
        }
      }
      let position = try await encoder.broker.position(user)
      Self.each(of: state.withLock { $0.members }) { $0.receive(.newest(position)) }
    } catch {
      // Nothing happens while Redis is away; the subscription reports when it is back.
      logger.debug("event streams could not be checked", error: error)
    }
  }

  /// Calls `body` for every stream, on its event loop; a loop is woken once for all of its streams.
  private static func each(
    of members: [ObjectIdentifier: [Int: Member]], _ body: @Sendable @escaping (EventStream) -> Void
  ) {
    for members in members.values {
      members.values.first?.stream.eventLoop.execute {
        for member in members.values { body(member.stream.value) }
      }
    }
  }
}
