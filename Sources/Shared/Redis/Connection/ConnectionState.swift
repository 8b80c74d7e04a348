/// The rules of a connection that is kept open: what to do when something happens. No I/O, no
/// clock.
///
/// Commands wait while there is no connection. Commands that were sent fail when it ends, for
/// nobody knows whether they were done; they are never sent again.
struct ConnectionState {
  typealias Instant = ContinuousClock.Instant

  enum Phase {
    case disconnected(retryAt: Instant)
    case connecting(until: Instant)
    /// The greeting was sent; these commands of it have no reply yet.
    case greeting(ArraySlice<RedisCommand>, until: Instant)
    case ready(since: Instant)
    case closed
  }

  enum Event {
    case submitted
    case connected(attempt: Int)
    case received([RedisValue], attempt: Int)
    /// The connection, or the attempt to get one, has ended.
    case failed(RedisError, attempt: Int)
    /// Time has passed; see ``ConnectionState/nextTick``.
    case ticked
    case closed
  }

  enum Action {
    case connect(attempt: Int)
    case write([RedisCall])
    case finish(RedisCall, RedisCall.Outcome)
    case disconnect
    case announce(ConnectionNews)
  }

  /// How long one command, or one attempt to connect, may take unless it says otherwise.
  let patience: Duration
  /// After this long without a word, a PING finds out whether the server is still there.
  let keepalive: Duration = .seconds(10)
  /// What a new connection says before all else.
  let greeting: [RedisCommand]
  /// What is wrong when the server takes the connection and then says nothing.
  let silence: String
  /// Whether arrays that begin with `message` are not replies.
  let receivesMessages: Bool

  var phase: Phase
  var queue: CallQueue
  var backoff = Backoff()
  /// Counts attempts to connect; what a former connection still reports is ignored.
  var attempt = 0
  var lastReceivedAt: Instant
  var lastFailure: RedisError?
  /// Since when the connection has been good; nil while there is none, or while a reply is overdue.
  var healthySince: Instant?

  init(
    greeting: [RedisCommand], patience: Duration,
    silence: String = "Redis took the connection and said nothing", receivesMessages: Bool = false,
    limits: CallQueue.Limits = .init(), now: Instant
  ) {
    self.greeting = greeting
    self.patience = patience
    self.silence = silence
    self.receivesMessages = receivesMessages
    queue = CallQueue(limits: limits)
    phase = .disconnected(retryAt: now)
    lastReceivedAt = now
  }

  mutating func apply(_ event: Event, now: Instant) -> [Action] {
    if case .closed = phase { return [] }
    switch event {
    case .submitted:
      return send()
    case .connected(let attempt):
      guard attempt == self.attempt, case .connecting(let until) = phase else { return [] }
      return greet(until: until, now: now)
    case .received(let values, let attempt):
      guard attempt == self.attempt else { return [] }
      lastReceivedAt = now
      return receive(values, now: now)
    case .failed(let error, let attempt):
      guard attempt == self.attempt else { return [] }
      return fail(error, now: now)
    case .ticked:
      return tick(now: now)
    case .closed:
      return close()
    }
  }

  /// Takes a call. Throws if the client is closed, or if too much is waiting already and `bounded`
  /// is true.
  mutating func submit(_ call: RedisCall, bounded: Bool) throws(RedisError) {
    if case .closed = phase { throw .closed }
    try queue.append(call, bounded: bounded)
  }

  /// Whether a channel that was opened in this attempt is still wanted.
  func isConnecting(attempt: Int) -> Bool {
    if case .connecting = phase { attempt == self.attempt } else { false }
  }

  mutating func send() -> [Action] {
    guard case .ready = phase else { return [] }
    let calls = queue.send()
    return calls.isEmpty ? [] : [.write(calls)]
  }

  /// Whether the server took the connection and has not answered the greeting.
  var hasHeardNothing: Bool {
    if case .greeting(let rest, _) = phase { rest.count == greeting.count } else { false }
  }

  private mutating func greet(until: Instant, now: Instant) -> [Action] {
    do {
      phase = .greeting(greeting[...], until: until)
      return [.write([try RedisCall(greeting, deadline: until)])]
    } catch {
      return fail(error, now: now)
    }
  }

  mutating func fail(_ error: RedisError, now: Instant) -> [Action] {
    var error = error
    if hasHeardNothing, error.code == .connection {
      error = RedisError(.connection, silence, cause: error)
    }
    var actions: [Action] = [.disconnect]
    if case .ready(let since) = phase {
      if now - since > .seconds(2) { backoff = Backoff() }
      actions.append(.announce(.lost(error)))
    } else {
      actions.append(.announce(.attemptFailed(error, isNew: error.code != lastFailure?.code)))
    }
    let lost = RedisError(.connection, "The connection to Redis ended", cause: error)
    actions += queue.takeSent().map { .finish($0, .failure(lost)) }
    if error.isRefusal {
      actions += queue.takeWaiting().map { .finish($0, .failure(error)) }
    }
    attempt += 1
    phase = .disconnected(retryAt: now + backoff.next())
    lastFailure = error
    healthySince = nil
    return actions
  }

  private mutating func close() -> [Action] {
    phase = .closed
    healthySince = nil
    let calls = queue.takeSent() + queue.takeWaiting()
    return [.disconnect] + calls.map { .finish($0, .failure(.closed)) }
  }
}

extension RedisError {
  static var closed: RedisError {
    RedisError(.closed, "The connection to Redis was closed on our side.")
  }

  /// Whether Redis does not let us in and waiting a moment will not help, unlike while it loads its
  /// data.
  fileprivate var isRefusal: Bool {
    guard let serverCode else { return false }
    return !["LOADING", "BUSY", "MASTERDOWN"].contains(serverCode)
  }
}
