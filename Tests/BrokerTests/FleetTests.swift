import Broker
import Redis
import TestSupport
import Testing

@Suite struct FleetTests {
  private func report(_ name: String, writable: Bool? = true) -> WorkerReport {
    WorkerReport(
      name: name, roles: ["downloads", "finalize"], stagingDomain: "shared",
      libraryWritable: writable, libraryFreeBytes: 1 << 40, version: "1.0.0",
      ytDlpVersion: "2026.08.19", ffmpegVersion: "5.1.9", denoVersion: "2.9.8", sandbox: true)
  }

  @Test func listsWhoReported() async throws {
    let fixture = try await BrokerFixture()
    let broker = fixture.broker
    #expect(try await broker.fleet() == Fleet(members: []))
    #expect(try await broker.fleet().isLibraryWritable == nil)
    try await broker.announce(report("b"))
    try await broker.announce(report("a", writable: false))
    try await broker.announce(report("b", writable: false))
    let fleet = try await broker.fleet()
    #expect(
      fleet.members.map(\.report) == [report("a", writable: false), report("b", writable: false)])
    #expect(fleet.isLibraryWritable == false)
    try await broker.announce(report("c", writable: nil))
    #expect(try await broker.fleet().isLibraryWritable == false)
    try await broker.announce(report("d"))
    #expect(try await broker.fleet().isLibraryWritable == true)
  }

  @Test func forgetsWhoLeavesOrIsSilent() async throws {
    let fixture = try await BrokerFixture { $0.lease = .milliseconds(300) }
    let broker = fixture.broker
    try await broker.announce(report("leaving"))
    try await broker.withdraw(worker: "leaving")
    #expect(try await broker.fleet().members.isEmpty)
    try await broker.announce(report("silent"))
    try await eventually("the silent one is no longer listed") {
      try await broker.fleet().members.isEmpty
    }
    try await broker.announce(report("new"))
    let names = try await fixture.redis.send(["HKEYS", "{test}:workers"]).array
    #expect(names?.map(\.string) == ["new"])
  }

  @Test func tellsWhatWaits() async throws {
    let fixture = try await BrokerFixture()
    let (broker, jobs) = (fixture.broker, fixture.broker.keys.jobs)
    #expect(try await broker.queueState(jobs) == QueueState(length: 0, oldestWait: nil))
    for name in ["ann", "bob", "cid"] { _ = try await fixture.submit(name) }
    #expect(try await broker.queueState(jobs).length == 3)
    try await eventually("the first has waited") {
      try await broker.queueState(jobs).oldestWait ?? .zero >= .milliseconds(50)
    }
    _ = try await fixture.delivery(to: "w1")
    #expect(try await broker.queueState(jobs).length == 2)
    for _ in 0..<2 { _ = try await fixture.delivery(to: "w1") }
    #expect(try await broker.queueState(jobs) == QueueState(length: 0, oldestWait: nil))
  }
}
