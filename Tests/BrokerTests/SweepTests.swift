import Broker
import Downloads
import Redis
import TestSupport
import Testing

@Suite struct SweepTests {
  private func sweep(_ fixture: BrokerFixture, until ended: DownloadID) async throws {
    try await eventually("the download was ended") {
      try await fixture.broker.expireOverdue(limit: 10).contains(ended)
    }
  }

  @Test func aReviewEndsWithItsWindow() async throws {
    let fixture = try await BrokerFixture { $0.reviewWindow = .milliseconds(100) }
    let id = try await fixture.awaiting()
    try await sweep(fixture, until: id)
    #expect(try await fixture.state(id) == .expired)
    #expect(try await fixture.log().last == .expired)
    #expect(try await fixture.confirm(id) == .refused(.expired))
    let discard = try await fixture.delivery(to: "w1", stream: fixture.filings)
    #expect(discard.job.kind == .discard)
    try await fixture.queue("w1", stream: fixture.filings).remove(discard)
    #expect(try await fixture.isAtRest())
  }

  @Test func aJobThatNobodyTakesFails() async throws {
    let fixture = try await BrokerFixture { $0.queueDeadline = .milliseconds(100) }
    let id = try await fixture.submit()
    try await sweep(fixture, until: id)
    #expect(try await fixture.broker.download(id)?.failure?.code == .queueTimeout)
    #expect(try await fixture.isAtRest())
  }

  @Test func anApprovedTrackWhoseHostStaysAwayFails() async throws {
    let fixture = try await BrokerFixture { $0.reviewWindow = .milliseconds(300) }
    let id = try await fixture.awaiting()
    #expect(try await fixture.confirm(id) == .filing)
    try await sweep(fixture, until: id)
    #expect(try await fixture.broker.download(id)?.failure?.code == .stagingLost)
  }

  @Test func workersThatDiedAreForgotten() async throws {
    let fixture = try await BrokerFixture { $0.lease = .milliseconds(1) }
    _ = try await fixture.submit()
    _ = try await fixture.claim(by: "busy")
    _ = try await fixture.redis.send([
      "XGROUP", "CREATECONSUMER", "{test}:jobs", "workers", "dead",
    ])
    func consumers() async throws -> [String] {
      try await fixture.redis.send(["XINFO", "CONSUMERS", "{test}:jobs", "workers"])
        .array?.compactMap { $0.array?[1].string } ?? []
    }
    try await fixture.broker.forgetDeadConsumers(of: fixture.broker.keys.jobs)
    #expect(try await consumers() == ["busy", "dead"])
    try await eventually("the dead one is forgotten", within: .seconds(20)) {
      try await fixture.broker.forgetDeadConsumers(of: fixture.broker.keys.jobs)
      return try await consumers() == ["busy"]
    }
    try await fixture.broker.forgetDeadConsumers(of: "{test}:nothing")
  }

  @Test func whatIsNotDueStays() async throws {
    let fixture = try await BrokerFixture()
    let (first, second) = (try await fixture.awaiting("ann"), try await fixture.submit("bob"))
    #expect(try await fixture.broker.expireOverdue(limit: 10).isEmpty)
    #expect(try await fixture.state(first) == .awaitingConfirmation)
    #expect(try await fixture.state(second) == .queued)
  }

  /// Ways in which a job can go missing, each as Redis commands.
  @Test(arguments: [
    ["XTRIM", "{test}:jobs", "MAXLEN", "0"], ["DEL", "{test}:jobs"],
    ["XGROUP", "DELCONSUMER", "{test}:jobs", "workers", "lost"],
  ])
  func aLostJobIsQueuedAgain(command: [String]) async throws {
    let fixture = try await BrokerFixture()
    let id = try await fixture.submit()
    // More often than a job may be tried: it is not its fault.
    for _ in 0..<4 {
      let lost = try await fixture.claim(by: "lost")
      _ = try await fixture.redis.send(
        RedisCommand(command[0], command.dropFirst().map { .init($0) }))
      #expect(try await fixture.broker.reviveLost() == [id])
      #expect(try await fixture.broker.reviveLost().isEmpty)
      #expect(try await fixture.broker.beat(lost) == false)
    }
    let claim = try await fixture.claim(by: "w2")
    #expect(claim.download.id == id)
    #expect(try await fixture.broker.finish(claim, .fetched))
    #expect(try await fixture.redis.send(["XLEN", "{test}:jobs"]).int == 0)
  }

  @Test func aJobThatWaitsOrIsWorkedOnIsLeftAlone() async throws {
    let fixture = try await BrokerFixture()
    _ = try await fixture.submit("ann")
    let claim = try await fixture.claim()
    _ = try await fixture.submit("bob")
    #expect(try await fixture.broker.reviveLost().isEmpty)
    #expect(try await fixture.broker.beat(claim))
  }

  @Test func aDestroyedGroupLosesNothing() async throws {
    let fixture = try await BrokerFixture()
    let id = try await fixture.submit()
    _ = try await fixture.claim(by: "lost")
    _ = try await fixture.redis.send(["XGROUP", "DESTROY", "{test}:jobs", "workers"])
    // The entry is still there, so the group that is made anew delivers it again.
    #expect(try await fixture.broker.reviveLost().isEmpty)
    #expect(try await fixture.claim(by: "w2").download.id == id)
  }

  @Test func oneWorkerSweepsAtATime() async throws {
    let fixture = try await BrokerFixture { $0.lease = .seconds(3) }
    #expect(try await fixture.broker.takeSweeperLease("one"))
    #expect(try await fixture.broker.takeSweeperLease("two") == false)
    #expect(try await fixture.broker.takeSweeperLease("one"))
    try await eventually("the lease ran out", within: .seconds(20)) {
      try await fixture.broker.takeSweeperLease("two")
    }
    #expect(try await fixture.broker.takeSweeperLease("one") == false)
  }
}
