import Downloads
import Redis

extension Broker {
  /// Tells that a worker is alive and how it is. Whoever has been silent for a lease is forgotten.
  package func announce(_ report: WorkerReport) async throws(BrokerError) {
    _ = try await run(
      .announceWorker, on: keys.workers,
      [
        "name": .init(report.name), "report": .init(try RecordJSON.encode(report)),
        "silence": .init(policy.lease.milliseconds),
      ])
  }

  /// Tells that a worker leaves; nothing happens if it is unknown.
  package func withdraw(worker name: String) async throws(BrokerError) {
    _ = try await send(["HDEL", .init(keys.workers), .init(name)])
  }

  /// The workers that have reported within a lease.
  package func fleet() async throws(BrokerError) -> Fleet {
    let answer = try await run(
      .listWorkers, on: keys.workers, ["silence": .init(policy.lease.milliseconds)])
    var members: [Fleet.Member] = []
    for index in stride(from: 0, to: answer.values.count - 1, by: 2) {
      guard let seenAt = Int64(try answer.text(index)) else { throw answer.unexpected() }
      members.append(
        Fleet.Member(
          report: try RecordJSON.decode(WorkerReport.self, try answer.text(index + 1)),
          seenAtMilliseconds: seenAt))
    }
    return Fleet(members: members)
  }

  /// How many jobs of `stream` wait for a worker, and since when.
  package func queueState(_ stream: String) async throws(BrokerError) -> QueueState {
    let answer = try await run(.queueState, on: stream, ["stream": .init(stream)])
    guard let length = Int(try answer.text(0)), let age = Int64(try answer.text(1)) else {
      throw answer.unexpected()
    }
    return QueueState(length: length, oldestWait: length > 0 ? .milliseconds(age) : nil)
  }
}
