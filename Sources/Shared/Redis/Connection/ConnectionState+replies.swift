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
