import Broker
import Downloads
import TestSupport
import Testing

@Suite struct SubmitTests {
  @Test func oneOfAHundredParallelSubmitsIsAccepted() async throws {
    let fixture = try await BrokerFixture()
    let user = try fixture.user("ann")
    let url = try fixture.url()
    let outcomes = try await withThrowingTaskGroup(of: SubmitOutcome.self) { group in
      for _ in 0..<100 {
        group.addTask { try await fixture.broker.submit(.random(), user: user, url: url) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    let accepted = outcomes.compactMap { outcome -> DownloadID? in
      if case .accepted(let id) = outcome { id } else { nil }
    }
    let winner = try #require(accepted.first)
    #expect(accepted.count == 1)
    #expect(outcomes.filter { $0 == .busy(winner) }.count == 99)
    #expect(try await fixture.redis.send(["XLEN", .init(fixture.broker.keys.jobs)]).int == 1)
    #expect(try await fixture.broker.snapshot(user).downloads.map(\.id) == [winner])
  }

  @Test func aRepeatedSubmitHasNoSecondEffect() async throws {
    let fixture = try await BrokerFixture()
    let (id, user) = (DownloadID.random(), try fixture.user("ann"))
    let first = try await fixture.broker.submit(id, user: user, url: try fixture.url())
    let second = try await fixture.broker.submit(id, user: user, url: try fixture.url())
    #expect(first == .accepted(id))
    #expect(second == .repeated(id))
    #expect(try await fixture.log() == [.queued])
  }

  @Test func anIdempotencyKeyNamesOneDownload() async throws {
    let fixture = try await BrokerFixture()
    let user = try fixture.user("ann")
    func submit(_ body: String) async throws -> SubmitOutcome {
      try await fixture.broker.submit(
        .random(), user: user, url: try fixture.url(),
        idempotency: IdempotencyKey(digest: "key", body: body))
    }
    guard case .accepted(let id) = try await submit("one") else {
      Issue.record("the first submit was not accepted")
      return
    }
    #expect(try await submit("one") == .repeated(id))
    #expect(try await submit("two") == .conflict)
    _ = try await fixture.broker.cancel(id, user: user)
    #expect(try await submit("one") == .repeated(id))
  }

  @Test func usersDoNotLockEachOther() async throws {
    let fixture = try await BrokerFixture()
    let first = try await fixture.submit("ann")
    let second = try await fixture.submit("bob")
    #expect(try await fixture.broker.download(first, user: try fixture.user("bob")) == nil)
    #expect(try await fixture.broker.download(second, user: try fixture.user("bob")) != nil)
  }

  @Test func aFullQueueTakesNoMore() async throws {
    let fixture = try await BrokerFixture { $0.queueLimit = 2 }
    _ = try await fixture.submit("ann")
    _ = try await fixture.submit("bob")
    let outcome = try await fixture.broker.submit(
      .random(), user: try fixture.user("cid"), url: try fixture.url())
    #expect(outcome == .queueFull)
    #expect(try await fixture.broker.snapshot(try fixture.user("cid")).downloads.isEmpty)
  }

  @Test func aLockThatRanOutDoesNotAllowASecondDownload() async throws {
    let fixture = try await BrokerFixture()
    let id = try await fixture.submit()
    _ = try await fixture.claim()
    _ = try await fixture.redis.send([
      "DEL", .init(fixture.broker.keys.lock(try fixture.user("ann"))),
    ])
    let outcome = try await fixture.broker.submit(
      .random(), user: try fixture.user("ann"), url: try fixture.url())
    #expect(outcome == .busy(id))
  }

  @Test func aForgottenReviewBlocksNobodyForLong() async throws {
    let fixture = try await BrokerFixture { $0.lock = .milliseconds(150) }
    let first = try await fixture.awaiting()
    try await eventually("the lock ran out") {
      let outcome = try await fixture.broker.submit(
        .random(), user: try fixture.user("ann"), url: try fixture.url())
      return outcome != .busy(first)
    }
    #expect(try await fixture.state(first) == .awaitingConfirmation)
  }

  @Test func keepsTheLastFiftyEndedDownloadsInTheList() async throws {
    let fixture = try await BrokerFixture()
    let user = try fixture.user("ann")
    var ids: [DownloadID] = []
    for _ in 0..<53 {
      let id = try await fixture.submit()
      _ = try await fixture.broker.cancel(id, user: user)
      ids.append(id)
    }
    let listed = try await fixture.broker.snapshot(user).downloads.map(\.id)
    #expect(listed == ids.suffix(50).reversed())
    #expect(try await fixture.broker.download(ids[0], user: user)?.state == .cancelled)
  }
}
