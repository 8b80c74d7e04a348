import Logging
import NIOCore
import Synchronization

/// Keeps one connection to Redis open, and carries calls from any task to it and outcomes back.
///
/// Everything but ``submit(_:bounded:)`` happens on one event loop. Calls that come while the loop
/// is busy are handed over together: one hop and one flush for all of them.
final class ConnectionKeeper: Sendable {
  typealias Observer = @Sendable (ConnectionNews) -> Void

  struct Guarded {
    var state: ConnectionState
    var observer: Observer = { _ in }
    var channel: (any Channel)?
    var timer: Scheduled<Void>?
    var timerAt: ContinuousClock.Instant?
    var isHandoverDue = false
  }

  /// How long a command may take that does not say otherwise; as long an attempt to connect may
  /// take.
  let patience: Duration
  let configuration: RedisConfiguration
  let eventLoop: any EventLoop
  let logger: Logger
  let guarded: Mutex<Guarded>

  init(
    _ configuration: RedisConfiguration, on eventLoop: any EventLoop, patience: Duration,
    receivesMessages: Bool = false, limits: CallQueue.Limits = .init(), logger: Logger
  ) {
    self.configuration = configuration
    self.eventLoop = eventLoop
    self.patience = patience
    self.logger = logger
    guarded = Mutex(
      Guarded(
        state: ConnectionState(
          greeting: configuration.greeting, patience: patience, silence: configuration.silence,
          receivesMessages: receivesMessages, limits: limits, now: .now)))
  }

  /// Since when the connection has been good; nil while there is none, or while a reply is overdue.
  var healthySince: ContinuousClock.Instant? { guarded.withLock { $0.state.healthySince } }

  /// Begins to connect. `observer` is called on the event loop.
  func start(observer: @escaping Observer = { _ in }) {
    guarded.withLock { $0.observer = observer }
    eventLoop.execute { self.handle(.ticked) }
  }

  /// Puts `call` in line. Does not wait; throws if the call was not taken.
  func submit(_ call: RedisCall, bounded: Bool = true) throws(RedisError) {
    let wasHandoverDue = try guarded.withLock { guarded throws(RedisError) in
      try guarded.state.submit(call, bounded: bounded)
      defer { guarded.isHandoverDue = true }
      return guarded.isHandoverDue
    }
    if !wasHandoverDue { eventLoop.execute { self.handle(.submitted) } }
  }

  /// Ends the present connection, so that everything starts over with the next.
  func reconnect(because error: RedisError) {
    eventLoop.execute {
      let attempt = self.guarded.withLock { $0.state.attempt }
      self.handle(.failed(error, attempt: attempt))
    }
  }

  /// Closes the connection for good; all that wait get an error.
  func close() { eventLoop.execute { self.handle(.closed) } }

  /// Does the same and waits until it is done.
  func shutDown() async {
    let closing = eventLoop.flatSubmit {
      let channel = self.guarded.withLock { $0.channel }
      self.handle(.closed)
      return channel?.closeFuture ?? self.eventLoop.makeSucceededVoidFuture()
    }
    // Fails only if the event loop has ended, and the connection with it
    try? await closing.get()
  }

  /// Lets `event` have its effect. On the event loop only.
  func handle(_ event: ConnectionState.Event) {
    let now = ContinuousClock.now
    let (actions, channel, observer) = guarded.withLock { guarded in
      if case .submitted = event { guarded.isHandoverDue = false }
      let actions = guarded.state.apply(event, now: now)
      return (actions, guarded.channel, guarded.observer)
    }
    for action in actions { perform(action, channel: channel, observer: observer) }
    setTimer(now: now)
  }

  private func perform(
    _ action: ConnectionState.Action, channel: (any Channel)?, observer: Observer
  ) {
    switch action {
    case .connect(let attempt):
      connect(attempt: attempt)
    case .write(let calls):
      for call in calls { channel?.write(call.encoded, promise: nil) }
      channel?.flush()
    case .finish(let call, let outcome):
      call.finish(outcome)
    case .disconnect:
      guarded.withLock { $0.channel = nil }
      channel?.close(promise: nil)
    case .announce(let news):
      log(news)
      observer(news)
    }
  }
}
