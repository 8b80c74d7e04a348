import Redis

/// One worker's view of a job stream: what is delivered to it, and what others left behind.
package struct JobQueue<Job: QueuedJob>: Sendable {
  /// A job as the stream delivered it.
  package struct Delivery: Sendable, Equatable {
    /// The key of the stream it came from.
    package let stream: String
    /// The entry's id in the stream.
    package let entry: String
    /// What the entry asks for.
    package let job: Job
  }

  /// The key of the stream.
  package let stream: String
  /// The name under which jobs are pending here.
  package let consumer: String
  private let broker: Broker
  private let blocking: RedisClient

  /// `blocking` is a connection that nobody else uses: reads wait on it.
  package init(broker: Broker, blocking: RedisClient, consumer: String, stream: String) {
    self.broker = broker
    self.blocking = blocking
    self.consumer = consumer
    self.stream = stream
  }

  /// Waits up to `wait` for a new job; nil where none came.
  package func next(wait: Duration) async throws(BrokerError) -> Delivery? {
    let reply = try await ask(
      blocking,
      [
        "XREADGROUP", "GROUP", .init(BrokerKeys.group), .init(consumer), "COUNT", "1", "BLOCK",
        .init(wait.milliseconds), "STREAMS", .init(stream), ">",
      ], deadline: wait + .seconds(2))
    guard let pair = reply.array?.first?.array, pair.count == 2 else { return nil }
    return try await read(pair[1])
  }

  /// Whether Redis has replied for long enough that a silent worker must be a dead one.
  package var mayReclaim: Bool { broker.isTrustworthy }

  /// Takes over a job whose worker has been silent for a lease; nil where there is none.
  ///
  /// `cursor` is where the last call stopped (`0-0` at first) and moves on, so that dead entries behind live
  /// ones are reached too.
  package func reclaim(cursor: inout String) async throws(BrokerError) -> Delivery? {
    let reply = try await ask(
      broker.redis,
      [
        "XAUTOCLAIM", .init(stream), .init(BrokerKeys.group), .init(consumer),
        .init(broker.policy.lease.milliseconds), .init(cursor), "COUNT", "1",
      ])
    guard let parts = reply.array, parts.count >= 2, let next = parts[0].string else { return nil }
    cursor = next
    return try await read(parts[1])
  }

  /// Says that a job without a claim, such as a discard, is done.
  package func remove(_ delivery: Delivery) async throws(BrokerError) {
    try await remove(entry: delivery.entry)
  }

  /// Leaves the group, unless something is still pending: deleting the consumer would lose it. Closes the
  /// queue's connection.
  package func leave() async throws(BrokerError) {
    await blocking.close()
    let pending = try await broker.send(
      ["XPENDING", .init(stream), .init(BrokerKeys.group), "-", "+", "1", .init(consumer)])
    guard pending.array?.isEmpty ?? true else { return }
    _ = try await broker.send(
      ["XGROUP", "DELCONSUMER", .init(stream), .init(BrokerKeys.group), .init(consumer)])
  }

  /// Sends a command that needs the group, and makes stream and group where they are missing, from the
  /// beginning, so that every entry will be delivered. Null then: there was nothing to deliver.
  private func ask(_ redis: RedisClient, _ command: RedisCommand, deadline: Duration? = nil)
    async throws(BrokerError) -> RedisValue
  {
    do {
      return try await redis.send(command, deadline: deadline)
    } catch {
      guard error.serverCode == "NOGROUP" else { throw BrokerError(error, doing: command.name) }
    }
    do {
      _ = try await broker.redis.send(
        ["XGROUP", "CREATE", .init(stream), .init(BrokerKeys.group), "0", "MKSTREAM"])
    } catch {
      // Another worker was quicker.
      guard error.serverCode == "BUSYGROUP" else {
        throw BrokerError(error, doing: "XGROUP CREATE")
      }
    }
    return .null
  }

  /// Reads the entry that Redis lists; one that Tonearm did not write is removed, lest it comes back.
  private func read(_ entries: RedisValue) async throws(BrokerError) -> Delivery? {
    guard let parts = entries.array?.first?.array, parts.count == 2, let entry = parts[0].string
    else { return nil }
    let fields = (parts[1].array ?? []).compactMap(\.string)
    var values: [String: String] = [:]
    for index in stride(from: 0, to: fields.count - 1, by: 2) {
      values[fields[index]] = fields[index + 1]
    }
    guard let job = Job(fields: values) else {
      try await remove(entry: entry)
      return nil
    }
    return Delivery(stream: stream, entry: entry, job: job)
  }

  private func remove(entry: String) async throws(BrokerError) {
    // In this order: what is pending without an entry is dropped when it is to be reclaimed.
    _ = try await broker.send(["XDEL", .init(stream), .init(entry)])
    _ = try await broker.send(["XACK", .init(stream), .init(BrokerKeys.group), .init(entry)])
  }
}

/// How many jobs of a stream wait for a worker, and since when.
package struct QueueState: Sendable, Equatable {
  /// Jobs that no worker has taken.
  package let length: Int
  /// How long the first of them has waited; nil where none waits.
  package let oldestWait: Duration?

  /// A queue in this state.
  package init(length: Int, oldestWait: Duration?) {
    self.length = length
    self.oldestWait = oldestWait
  }
}
