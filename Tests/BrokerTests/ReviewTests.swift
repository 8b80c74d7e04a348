import Broker
import Downloads
import TestSupport
import Testing

@Suite struct ReviewTests {
  @Test func ofSixtyConfirmsAgainstSixtyCancelsOneSideWins() async throws {
    let fixture = try await BrokerFixture()
    let user = try fixture.user("ann")
    for _ in 0..<5 {
      let id = try await fixture.awaiting()
      let (confirmed, cancelled) = try await withThrowingTaskGroup(of: (Bool, Bool).self) { group in
        for _ in 0..<60 {
          group.addTask {
            let outcome = try await fixture.confirm(id, title: "T")
            return (outcome == .filing, false)
          }
          group.addTask {
            (false, try await fixture.broker.cancel(id, user: user) == .done)
          }
        }
        return try await group.reduce((0, 0)) { ($0.0 + ($1.0 ? 1 : 0), $0.1 + ($1.1 ? 1 : 0)) }
      }
      let state = try #require(try await fixture.state(id))
      if state == .finalizing {
        #expect(confirmed == 1)
        #expect(cancelled == 0)
        let claim = try await fixture.claim(stream: fixture.filings)
        #expect(try await fixture.broker.finish(claim, .filed(try #require(LibraryPath("x.mp3")))))
      } else {
        #expect(state == .cancelled)
        #expect(confirmed == 0)
        #expect(cancelled == 60)
        let discard = try await fixture.delivery(to: "w1", stream: fixture.filings)
        #expect(discard.job.kind == .discard)
        try await fixture.queue("w1", stream: fixture.filings).remove(discard)
      }
      #expect(try await fixture.isAtRest())
    }
  }

  @Test func anEarlySaveIsFiledByItselfWithItsLastValues() async throws {
    let fixture = try await BrokerFixture()
    let id = try await fixture.submit()
    #expect(try await fixture.confirm(id, title: "One") == .early)
    let claim = try await fixture.claim()
    #expect(try await fixture.confirm(id, title: "Two") == .early)
    #expect(try await fixture.confirm(id, title: "Two") == .early)
    #expect(try await fixture.broker.beat(claim))
    #expect(try await fixture.broker.finish(claim, .fetched))
    #expect(try await fixture.state(id) == .finalizing)
    let filing = try await fixture.claim(stream: fixture.filings)
    #expect(try filing.download.approvedMetadata().title == "Two")
    #expect(filing.download.draft == .approving("Two"))
    #expect(filing.download.attempts == 1)
    #expect(try await fixture.log() == [.queued, .updated, .started, .updated, .finalizing])
  }

  @Test func whatTheLibraryCouldNotTakeGoesBackToReview() async throws {
    let fixture = try await BrokerFixture()
    let id = try await fixture.awaiting()
    _ = try await fixture.confirm(id, title: "Typed")
    let claim = try await fixture.claim(stream: fixture.filings)
    #expect(try await fixture.broker.recordDestination("x.mp3", claim))
    #expect(
      try await fixture.broker.finish(
        claim, .returned(reason: "The disk is full.", draft: .approving("Typed"))))
    let download = try #require(try await fixture.broker.download(id))
    #expect(download.state == .awaitingConfirmation)
    #expect(download.lastError == "The disk is full.")
    #expect(download.draft == .approving("Typed"))
    #expect(!download.isConfirmed)
    #expect(download.destination == nil)
    #expect(try await fixture.confirm(id, title: "Again") == .filing)
    #expect(try await fixture.broker.download(id)?.lastError == nil)
  }

  @Test func aDraftIsKeptUntilItIsTooLate() async throws {
    let fixture = try await BrokerFixture()
    let (id, user) = (try await fixture.submit(), try fixture.user("ann"))
    func keep(_ title: String) async throws -> ChangeOutcome {
      try await fixture.broker.keepDraft(id, user: user, edits: .approving(title))
    }
    #expect(try await keep("queued") == .done)
    let claim = try await fixture.claim()
    #expect(try await keep("downloading") == .done)
    #expect(try await keep("downloading") == .done)
    #expect(try await fixture.broker.finish(claim, .fetched))
    #expect(try await keep("awaiting") == .done)
    #expect(try await fixture.broker.download(id)?.draft == .approving("awaiting"))
    #expect(try await fixture.confirm(id) == .filing)
    #expect(try await keep("late") == .refused(.finalizing))
    #expect(
      try await fixture.broker.keepDraft(
        id, user: try fixture.user("bob"), edits: .approving("x")) == .notFound)
    #expect(try await fixture.log().filter { $0 == .updated }.count == 3)
  }

  @Test func everythingThatWasTypedIsKept() async throws {
    let fixture = try await BrokerFixture()
    let (id, user) = (try await fixture.awaiting(), try fixture.user("ann"))
    var (first, second) = (MetadataEdits(), MetadataEdits())
    first.title = .set("\"Song\" / Lied €")
    first.year = .set(1984)
    second.album = .clear
    second.year = .set(2020)
    for edits in [first, second, second] {
      #expect(try await fixture.broker.keepDraft(id, user: user, edits: edits) == .done)
    }
    first.album = .clear
    first.year = .set(2020)
    #expect(try await fixture.broker.download(id)?.draft == first)
    #expect(try await fixture.log().filter { $0 == .updated }.count == 2)
  }

  @Test func aRetryBeginsWithDraftAndCoverOfTheFirst() async throws {
    let fixture = try await BrokerFixture()
    let (first, user) = (try await fixture.awaiting(), try fixture.user("ann"))
    _ = try await fixture.broker.keepDraft(first, user: user, edits: .approving("Kept"))
    #expect(
      try await fixture.broker.replaceCover(first, user: user, with: [1, 2, 3], .webP) == .done)
    _ = try await fixture.broker.cancel(first, user: user)
    let ended = try #require(try await fixture.broker.download(first))
    let second = DownloadID.random()
    _ = try await fixture.broker.submit(
      second, user: user, url: try fixture.url(), retried: ended)
    let download = try #require(try await fixture.broker.download(second))
    #expect(download.draft == .approving("Kept"))
    #expect(download.replacedCover == .webP)
    #expect(download.coverVersion != nil)
    #expect(try await fixture.broker.cover(of: download)?.bytes == [1, 2, 3])
  }

  @Test func aReplacedCoverBecomesTheCoverWhileFiling() async throws {
    let fixture = try await BrokerFixture()
    let (id, user) = (try await fixture.submit(), try fixture.user("ann"))
    let fetching = try await fixture.claim()
    #expect(try await fixture.broker.storeCover([0xff], fetching))
    #expect(try await fixture.broker.replaceCover(id, user: user, with: [2], .png) == .done)
    // A suggestion that comes late does not take the place of what the user chose.
    #expect(try await fixture.broker.storeCover([0xfe], fetching))
    let replaced = try #require(try await fixture.broker.download(id))
    #expect(try await fixture.broker.cover(of: replaced)?.type == .png)
    #expect(try await fixture.broker.finish(fetching, .fetched))
    #expect(try await fixture.confirm(id) == .filing)
    #expect(
      try await fixture.broker.replaceCover(id, user: user, with: [3], .png)
        == .refused(.finalizing))
    let filing = try await fixture.claim(stream: fixture.filings)
    #expect(try await fixture.broker.storeCover([0xff, 0xd8], filing))
    let download = try #require(try await fixture.broker.download(id))
    #expect(download.replacedCover == nil)
    #expect(try await fixture.broker.cover(of: download)?.bytes == [0xff, 0xd8])
  }

  @Test func whatHasEndedCannotBeChanged() async throws {
    let fixture = try await BrokerFixture()
    let (id, user) = (try await fixture.awaiting(), try fixture.user("ann"))
    #expect(try await fixture.broker.cancel(id, user: user) == .done)
    #expect(try await fixture.broker.cancel(id, user: user) == .done)
    #expect(
      try await fixture.confirm(id, title: "T")
        == .refused(.cancelled))
    #expect(try await fixture.log().filter { $0 == .cancelled }.count == 1)
  }

  @Test func anothersDownloadDoesNotExist() async throws {
    let fixture = try await BrokerFixture()
    let (id, bob) = (try await fixture.awaiting("ann"), try fixture.user("bob"))
    #expect(try await fixture.broker.download(id, user: bob) == nil)
    #expect(try await fixture.broker.cancel(id, user: bob) == .notFound)
    #expect(try await fixture.confirm(id, by: "bob", title: "T") == .notFound)
  }

  @Test func aCancelledDownloadIsLostToItsWorkerAtOnce() async throws {
    let fixture = try await BrokerFixture()
    let (id, user) = (try await fixture.submit(), try fixture.user("ann"))
    let claim = try await fixture.claim()
    let stops = try await fixture.connections.live.stops(tick: .seconds(5))
    #expect(try await fixture.broker.cancel(id, user: user) == .done)
    var signals = stops.makeAsyncIterator()
    guard case .news(let stopped)? = await signals.next(isolation: nil) else {
      Issue.record("no stop signal came")
      return
    }
    #expect(stopped == id)
    #expect(try await fixture.broker.beat(claim) == false)
    #expect(try await fixture.broker.finish(claim, .fetched) == false)
    #expect(try await fixture.state(id) == .cancelled)
  }
}
