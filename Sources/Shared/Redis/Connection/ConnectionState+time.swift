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
      phase = .connecting(until: now + patience)
      actions.append(.connect(attempt: attempt))
    case .connecting(let until) where until <= now, .greeting(_, let until) where until <= now:
      actions += fail(RedisError(.connection, "Redis was not ready within \(patience)."), now: now)
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
    return max(lastReceivedAt, call.deadline) + patience
  }

  private mutating func breakSilence(now: Instant) -> [Action] {
    guard queue.firstSent == nil else {
      return fail(RedisError(.connection, "Redis has stopped answering."), now: now)
    }
    do {
      try queue.append(RedisCall([["PING"]], deadline: now + patience), bounded: false)
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
