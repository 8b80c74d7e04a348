import Downloads
import Redis

extension Broker {
  /// Whether Redis has answered without interruption for a whole lease.
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
      let answer = try await run(
        .expire, on: keys.download(id),
        [
          "id": .init(id.description),
          "timeout": .init(try RecordJSON.encode(DownloadFailure(.queueTimeout))),
          "stagingLost": .init(try RecordJSON.encode(DownloadFailure(.stagingLost))),
        ])
      if answer.word == "OK" { ended.append(id) }
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
      let answer = try await run(
        .revive, on: keys.download(id), ["id": .init(id.description)])
      if answer.word == "REVIVED" { revived.append(id) }
    }
    return revived
  }
}
