import Broker
import Synchronization

/// Stands between a client's events, which come when they come, and its connection, which takes them when it can.
final class EventOutlet: Sendable {
  private struct State {
    var backlog = EventBacklog()
    var isClosed = false
    /// Since when a write has been waiting for the client; nil while none is.
    var writingSince: ContinuousClock.Instant?
  }

  private let state = Mutex(State())
  private let wakes: AsyncStream<Void>
  private let waker: AsyncStream<Void>.Continuation

  init() { (wakes, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

  func add(_ element: EventBacklog.Element) {
    state.withLock { $0.backlog.add(element) }
    waker.yield()
  }

  /// Ends the stream once what has come is sent.
  func close() {
    state.withLock { $0.isClosed = true }
    waker.finish()
  }

  /// Hands on whatever has come, again and again, until the stream ends.
  func drain(_ send: ([EventBacklog.Element]) async throws -> Void) async throws {
    for await _ in wakes { try await send(state.withLock { $0.backlog.takeAll() }) }
    try await send(state.withLock { $0.backlog.takeAll() })
  }

  /// Does `write`, which is watched by ``waitForStall(longerThan:)``.
  func writing(_ write: () async throws -> Void) async throws {
    state.withLock { $0.writingSince = .now }
    defer { state.withLock { $0.writingSince = nil } }
    try await write()
  }

  /// Returns when a write has waited for the client longer than `limit`; throws only when cancelled.
  func waitForStall(longerThan limit: Duration) async throws {
    while true {
      try await Task.sleep(for: limit / 4)
      let since = state.withLock { $0.writingSince }
      if let since, ContinuousClock.now - since > limit { return }
    }
  }
}
