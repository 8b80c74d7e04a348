import Broker
import Downloads
import TestSupport
import Testing

@Suite struct ClaimTests {
  @Test func aWholeJobLeavesNothingBehind() async throws {
    let fixture = try await BrokerFixture()
    let id = try await fixture.submit()
    let fetching = try await fixture.claim()
    #expect(fetching.download.id == id)
    #expect(fetching.fence == 1)
    var suggestion = Suggestion()
    suggestion.title = "Site title"
    #expect(try await fixture.broker.storeCover([0xff, 0xd8], fetching))
    #expect(
      try await fixture.broker.storeMetadata(suggestion, ytDlpVersion: "2026.08.19", fetching))
    #expect(
      try await fixture.broker.announce(DownloadProgress(phase: .converting, percent: 5), fetching))
    #expect(try await fixture.broker.finish(fetching, .fetched))
    #expect(try await fixture.confirm(id, title: "Typed") == .filing)
    let filing = try await fixture.claim(stream: fixture.filings)
    #expect(filing.fence == 3)
    #expect(try filing.download.approvedMetadata().title == "Typed")
    #expect(try await fixture.broker.recordDestination("a/b.mp3", filing))
    #expect(try await fixture.broker.finish(filing, .filed(try #require(LibraryPath("a/b.mp3")))))

    let download = try #require(try await fixture.broker.download(id))
    #expect(download.state == .completed)
    #expect(download.libraryPath == "a/b.mp3")
    #expect(download.suggestion?.title == "Site title")
    #expect(download.coverVersion != nil)
    #expect(try await fixture.broker.cover(of: download)?.bytes == [0xff, 0xd8])
    #expect(
      try await fixture.log() == [
        .queued, .started, .metadata, .readyForReview, .finalizing, .completed,
      ])
    #expect(try await fixture.isAtRest())
  }

  @Test func theSameEntryIsDoneOnce() async throws {
    let fixture = try await BrokerFixture()
    _ = try await fixture.submit()
    let delivery = try await fixture.delivery(to: "w1")
    let first = try #require(
      try await fixture.broker.claim(delivery, consumer: "w1", domain: "shared"))
    // Delivered again, as after a lost acknowledgement: the older claim is fenced off.
    let second = try #require(
      try await fixture.broker.claim(delivery, consumer: "w1", domain: "shared"))
    #expect(second.fence == first.fence + 1)
    #expect(try await fixture.broker.finish(first, .fetched) == false)
    #expect(try await fixture.broker.finish(second, .fetched))
    #expect(try await fixture.broker.claim(delivery, consumer: "w1", domain: "shared") == nil)
    #expect(try await fixture.log().filter { $0 == .readyForReview }.count == 1)
  }

  @Test func aClaimWhoseAnswerWasLostIsRepeated() async throws {
    let fixture = try await BrokerFixture()
    _ = try await fixture.submit()
    let (delivery, token) = (try await fixture.delivery(to: "w1"), ClaimToken.random())
    var fences: Set<Int> = []
    for _ in 0..<5 {
      let claim = try await fixture.broker.claim(
        delivery, consumer: "w1", domain: "shared", token: token)
      fences.insert(try #require(claim).fence)
    }
    #expect(fences == [1])
  }

  @Test func anotherWorkersEntryCannotBeClaimed() async throws {
    let fixture = try await BrokerFixture()
    _ = try await fixture.submit()
    let delivery = try await fixture.delivery(to: "w1")
    #expect(try await fixture.broker.claim(delivery, consumer: "w2", domain: "shared") == nil)
    #expect(try await fixture.broker.claim(delivery, consumer: "w1", domain: "shared") != nil)
  }

  @Test func aZombieWritesNothing() async throws {
    let fixture = try await BrokerFixture { $0.lease = .milliseconds(100) }
    let id = try await fixture.submit()
    let zombie = try await fixture.claim(by: "zombie")
    let heir = fixture.queue("heir")
    var cursor = "0-0"
    var taken: JobQueue<DownloadJob>.Delivery?
    try await eventually("the silent job was taken over") {
      taken = try await heir.reclaim(cursor: &cursor)
      return taken != nil
    }
    let delivery = try #require(taken)
    let claim = try #require(
      try await fixture.broker.claim(delivery, consumer: "heir", domain: "shared"))
    #expect(claim.fence == 2)

    let before = try await fixture.broker.download(id)
    #expect(try await fixture.broker.beat(zombie) == false)
    #expect(
      try await fixture.broker.storeMetadata(Suggestion(), ytDlpVersion: "x", zombie) == false)
    #expect(try await fixture.broker.storeCover([1], zombie) == false)
    #expect(try await fixture.broker.announce(DownloadProgress(phase: .resolving), zombie) == false)
    #expect(try await fixture.broker.recordDestination("x", zombie) == false)
    for result in [ClaimResult.fetched, .failed(DownloadFailure(.internal)), .handedBack] {
      #expect(try await fixture.broker.finish(zombie, result) == false)
    }
    #expect(try await fixture.broker.download(id) == before)
    #expect(try await fixture.broker.beat(claim))
    #expect(try await fixture.broker.finish(claim, .fetched))
  }

  @Test func aBeatingWorkerKeepsItsJob() async throws {
    let fixture = try await BrokerFixture { $0.lease = .seconds(1) }
    _ = try await fixture.submit()
    let claim = try await fixture.claim(by: "w1")
    let other = fixture.queue("w2")
    var cursor = "0-0"
    let end = ContinuousClock.now + .milliseconds(2500)
    while ContinuousClock.now < end {
      #expect(try await fixture.broker.beat(claim))
      #expect(try await other.reclaim(cursor: &cursor) == nil)
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  @Test func finishingTwiceIsFinishingOnce() async throws {
    let fixture = try await BrokerFixture()
    _ = try await fixture.submit()
    let claim = try await fixture.claim()
    #expect(try await fixture.broker.finish(claim, .fetched))
    #expect(try await fixture.broker.finish(claim, .fetched))
    #expect(try await fixture.log() == [.queued, .started, .readyForReview])
  }

  @Test func aHandedBackJobCostsNoAttempt() async throws {
    let fixture = try await BrokerFixture()
    let id = try await fixture.submit()
    for round in 1...5 {
      let claim = try await fixture.claim(by: "w\(round)")
      #expect(claim.download.attempts == 1)
      #expect(try await fixture.broker.finish(claim, .handedBack))
      #expect(try await fixture.state(id) == .queued)
    }
  }

  @Test func aJobThatKillsThreeWorkersIsPoison() async throws {
    let fixture = try await BrokerFixture()
    let id = try await fixture.submit()
    let delivery = try await fixture.delivery(to: "w1")
    for _ in 1...3 {
      #expect(try await fixture.broker.claim(delivery, consumer: "w1", domain: "shared") != nil)
    }
    #expect(try await fixture.broker.claim(delivery, consumer: "w1", domain: "shared") == nil)
    let download = try #require(try await fixture.broker.download(id))
    #expect(download.state == .failed)
    #expect(download.failure?.code == .poison)
    let discard = try await fixture.delivery(to: "w1", stream: fixture.filings)
    #expect(discard.job.kind == .discard)
    try await fixture.queue("w1", stream: fixture.filings).remove(discard)
    #expect(try await fixture.isAtRest())
  }

  @Test func aFailureFreesTheUser() async throws {
    let fixture = try await BrokerFixture()
    let id = try await fixture.submit()
    let failure = DownloadFailure(.notFound, detail: "HTTP Error 404")
    #expect(try await fixture.broker.finish(try await fixture.claim(), .failed(failure)))
    #expect(try await fixture.broker.download(id)?.failure == failure)
    #expect(try await fixture.isAtRest())
    _ = try await fixture.submit()
  }

  @Test func aForeignEntryIsRemoved() async throws {
    let fixture = try await BrokerFixture()
    _ = try await fixture.redis.send(
      ["XADD", .init(fixture.broker.keys.jobs), "*", "id", "../../etc"])
    let queue = fixture.queue("w1")
    for _ in 0..<2 { #expect(try await queue.next(wait: .milliseconds(50)) == nil) }
    #expect(try await fixture.redis.send(["XLEN", .init(fixture.broker.keys.jobs)]).int == 0)
  }

  @Test func aConsumerWithoutPendingJobsLeaves() async throws {
    let fixture = try await BrokerFixture()
    let queue = fixture.queue("w1")
    _ = try await queue.next(wait: .milliseconds(20))
    _ = try await queue.next(wait: .milliseconds(20))
    try await queue.leave()
    let consumers = try await fixture.redis.send(
      ["XINFO", "CONSUMERS", .init(fixture.broker.keys.jobs), .init(BrokerKeys.group)])
    #expect(consumers.array?.isEmpty == true)
  }
}
