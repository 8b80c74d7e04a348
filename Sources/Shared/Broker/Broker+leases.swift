import Redis

/// What one worker at a time may do: whoever's name is in a key, for a lease.
extension Broker {
  /// Writes `owner` into `key`, or prolongs that; false while it holds another name.
  func takeLease(_ key: String, _ owner: String) async throws(BrokerError) -> Bool {
    let lease = RedisArgument(policy.lease.milliseconds)
    let taken = try await send(["SET", .init(key), .init(owner), "NX", "PX", lease])
    if !taken.isNull { return true }
    guard try await send(["GET", .init(key)]).string == owner else { return false }
    return try await send(["PEXPIRE", .init(key), lease]).int == 1
  }

  /// Removes `key` if it holds `owner`.
  func returnLease(_ key: String, _ owner: String) async throws(BrokerError) {
    // Whoever takes it between the two loses it for a moment; the next turn brings it back.
    guard try await send(["GET", .init(key)]).string == owner else { return }
    _ = try await send(["DEL", .init(key)])
  }
}
