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
  let timeout: Duration
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
    greeting: [RedisCommand], timeout: Duration,
    silence: String = "Redis took the connection and said nothing", receivesMessages: Bool = false,
    limits: CallQueue.Limits = .init(), now: Instant
  ) {
    self.greeting = greeting
    self.timeout = timeout
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

extension ConnectionState {
  mutating func receive(_ values: [RedisValue], now: Instant) -> [Action] {
    var actions: [Action] = []
    for value in values {
      switch phase {
      case .greeting(let commands, let until):
        actions += receive(greetingReply: value, for: commands, until: until, now: now)
      case .ready:
        actions += receive(reply: value, now: now)
      case .disconnected, .connecting, .closed:
        return actions
      }
    }
    return actions + send()
  }

  private mutating func receive(
    greetingReply value: RedisValue, for commands: ArraySlice<RedisCommand>, until: Instant,
    now: Instant
  ) -> [Action] {
    if case .error(let text) = value {
      return fail(
        RedisError(reply: text, doing: "Redis refused \(commands.first?.name ?? "us")"),
        now: now)
    }
    let rest = commands.dropFirst()
    guard rest.isEmpty else {
      phase = .greeting(rest, until: until)
      return []
    }
    phase = .ready(since: now)
    lastFailure = nil
    healthySince = now
    return [.announce(.ready)]
  }

  private mutating func receive(reply value: RedisValue, now: Instant) -> [Action] {
    if receivesMessages, let message = value.message { return [.announce(message)] }
    guard queue.firstSent != nil else {
      return fail(
        RedisError(.protocolViolation, "Redis sent a reply that nothing asked for."), now: now)
    }
    healthySince = healthySince ?? now
    return queue.receive(value).map { [.finish($0.call, .success($0.replies))] } ?? []
  }
}

extension RedisValue {
  /// What Redis pushes to subscribers: `message`, channel, payload.
  fileprivate var message: ConnectionNews? {
    guard let parts = array, parts.count == 3, parts[0] == .bytes(Array("message".utf8)),
      let channel = parts[1].bytes, let payload = parts[2].bytes
    else { return nil }
    return .message(channel: channel, payload: payload)
  }
}

extension ConnectionState {
  /// When ``Event/ticked`` is due next, at the latest; nil once closed.
  var nextTick: Instant? {
    let due: Instant
    switch phase {
    case .disconnected(let retryAt): due = retryAt
    case .connecting(let until), .greeting(_, let until): due = until
    case .ready: due = silenceLimit
    case .closed: return nil
    }
    return min(due, queue.earliestDeadline ?? due)
  }

  mutating func tick(now: Instant) -> [Action] {
    var actions = expire(now: now)
    switch phase {
    case .disconnected(let retryAt) where retryAt <= now:
      phase = .connecting(until: now + timeout)
      actions.append(.connect(attempt: attempt))
    case .connecting(let until) where until <= now, .greeting(_, let until) where until <= now:
      actions += fail(RedisError(.connection, "Redis was not ready within \(timeout)."), now: now)
    case .ready where silenceLimit <= now:
      actions += breakSilence(now: now)
    default:
      break
    }
    return actions
  }

  /// When the server has said nothing for too long: a while after a reply was due, or much later if
  /// none is.
  private var silenceLimit: Instant {
    guard let call = queue.firstSent else { return lastReceivedAt + keepalive }
    return max(lastReceivedAt, call.deadline) + timeout
  }

  private mutating func breakSilence(now: Instant) -> [Action] {
    guard queue.firstSent == nil else {
      return fail(RedisError(.connection, "Redis has stopped answering."), now: now)
    }
    do {
      try queue.append(RedisCall([["PING"]], deadline: now + timeout), bounded: false)
      return send()
    } catch {
      return fail(error, now: now)
    }
  }

  private mutating func expire(now: Instant) -> [Action] {
    guard let earliest = queue.earliestDeadline, earliest <= now else { return [] }
    let expired = queue.expire(now: now)
    if !expired.sent.isEmpty { healthySince = nil }
    let late = RedisError(.deadline, "Redis did not answer in time.")
    return expired.waiting.map { .finish($0, .failure(unreachable)) }
      + expired.sent.map { .finish($0, .failure(late)) }
  }

  /// Why what waits was not sent: for want of a connection.
  private var unreachable: RedisError {
    let cause = lastFailure ?? (hasHeardNothing ? RedisError(.connection, silence) : nil)
    return RedisError(
      cause?.code ?? .connection, "There is no connection to Redis", cause: cause)
  }
}

/// What a kept connection has to tell, apart from replies.
enum ConnectionNews: Sendable {
  case ready
  case lost(RedisError)
  /// There is still no connection; `isNew` if not for the same kind of reason as before.
  case attemptFailed(RedisError, isNew: Bool)
  /// A message for a subscriber: its channel and payload.
  case message(channel: [UInt8], payload: [UInt8])
}
