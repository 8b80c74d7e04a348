import Downloads
import Redis

/// The workers: who is alive, what one of them may do at a time, and what is left of those that died.
extension Broker {
  /// Stores what a worker reports of itself. One that has been silent for a lease is forgotten.
  package func announce(_ report: WorkerReport) async throws(BrokerError) {
    _ = try await run(
      .announceWorker, on: keys.workers,
      [
        "name": .init(report.name), "report": .init(try RecordJSON.encode(report)),
        "silence": .init(policy.lease.milliseconds),
      ])
  }

  /// Removes a worker that ends from the fleet; nothing happens if it is unknown.
  package func withdraw(worker name: String) async throws(BrokerError) {
    _ = try await send(["HDEL", .init(keys.workers), .init(name)])
  }

  /// The workers that have reported within a lease.
  package func fleet() async throws(BrokerError) -> Fleet {
    let reply = try await run(
      .listWorkers, on: keys.workers, ["silence": .init(policy.lease.milliseconds)])
    var members: [Fleet.Member] = []
    for index in stride(from: 0, to: reply.values.count - 1, by: 2) {
      guard let seenAt = Int64(try reply.text(index)) else { throw reply.unexpected() }
      members.append(
        Fleet.Member(
          report: try RecordJSON.decode(WorkerReport.self, try reply.text(index + 1)),
          seenAtMilliseconds: seenAt))
    }
    return Fleet(members: members)
  }

  /// How many jobs of `stream` wait for a worker, and since when.
  package func queueState(_ stream: String) async throws(BrokerError) -> QueueState {
    let reply = try await run(.queueState, on: stream, ["stream": .init(stream)])
    guard let length = Int(try reply.text(0)), let age = Int64(try reply.text(1)) else {
      throw reply.unexpected()
    }
    return QueueState(length: length, oldestWait: length > 0 ? .milliseconds(age) : nil)
  }

  // MARK: Leases

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
    // A worker that takes it between the two commands loses it for a moment, and takes it again with its next try.
    guard try await send(["GET", .init(key)]).string == owner else { return }
    _ = try await send(["DEL", .init(key)])
  }

  // MARK: Sweeping

  /// Whether Redis has replied without interruption for a whole lease.
  ///
  /// After an outage every job looks abandoned: nothing is taken from anyone before this is true again.
  package var isTrustworthy: Bool {
    redis.isHealthySince.map { ContinuousClock.now - $0 >= policy.lease } ?? false
  }

  /// Makes `owner` the one sweeper for a lease, or prolongs that; false while another is.
  package func takeSweeperLease(_ owner: String) async throws(BrokerError) -> Bool {
    try await takeLease(keys.sweeper, owner)
  }

  /// Ends up to `limit` downloads whose deadline has passed; returns those that it ended.
  package func expireOverdue(limit: Int) async throws(BrokerError) -> [DownloadID] {
    // By the clock of Redis, like the deadlines; the script looks again.
    let time = try await send(["TIME"]).array ?? []
    guard let seconds = time.first?.int else { return [] }
    let due = try await send([
      "ZRANGEBYSCORE", .init(keys.deadlines), "-inf", .init((seconds + 1) * 1000), "LIMIT", "0",
      .init(limit),
    ])
    var ended: [DownloadID] = []
    for id in (due.array ?? []).compactMap(\.string).compactMap({ DownloadID($0) }) {
      let reply = try await run(
        .expire, on: keys.download(id),
        [
          "id": .init(id.description),
          "timeout": .init(try RecordJSON.encode(DownloadFailure(.queueTimeout))),
          "stagingLost": .init(try RecordJSON.encode(DownloadFailure(.stagingLost))),
        ])
      if reply.word == "OK" { ended.append(id) }
    }
    return ended
  }

  /// Removes the workers that died from a stream's group; one that lives after all comes back by its next read.
  package func forgetDeadConsumers(of stream: String) async throws(BrokerError) {
    let silence = max(policy.lease * 2, .seconds(10))
    _ = try await run(
      .forgetConsumers, on: stream,
      ["stream": .init(stream), "silence": .init(silence.milliseconds)])
  }

  /// Gives every live download whose job was lost a new one; returns those.
  package func reviveLost() async throws(BrokerError) -> [DownloadID] {
    let live = try await send(["ZRANGE", .init(keys.open), "0", "-1"]).array ?? []
    var revived: [DownloadID] = []
    for id in live.compactMap(\.string).compactMap({ DownloadID($0) }) {
      let reply = try await run(
        .revive, on: keys.download(id), ["id": .init(id.description)])
      if reply.word == "REVIVED" { revived.append(id) }
    }
    return revived
  }
}
