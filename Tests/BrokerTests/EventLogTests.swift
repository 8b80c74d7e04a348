import Broker
import Downloads
import TestSupport
import Testing

@Suite struct EventLogTests {
  @Test func aReaderOfTheLogMissesNothing() async throws {
    let fixture = try await BrokerFixture()
    let user = try fixture.user("ann")
    let start = try await fixture.broker.snapshot(user).position
    for _ in 0..<20 {
      _ = try await fixture.broker.cancel(try await fixture.submit(), user: user)
    }
    let events = try #require(try await fixture.broker.events(user, after: start))
    let offsets = events.compactMap { event -> Int? in
      if case .change(let position, _, _) = event { position.offset } else { nil }
    }
    #expect(offsets == Array(start.offset + 1...start.offset + 40))
    let end = try await fixture.broker.snapshot(user).position
    #expect(end.offset == offsets.last)
    #expect(try await fixture.broker.events(user, after: end)?.isEmpty == true)
  }

  @Test func whatIsNoLongerKnownIsSaidToBe() async throws {
    let fixture = try await BrokerFixture()
    let user = try fixture.user("ann")
    let start = try await fixture.broker.snapshot(user).position
    for _ in 0..<260 {
      _ = try await fixture.broker.cancel(try await fixture.submit(), user: user)
    }
    #expect(try await fixture.broker.events(user, after: start) == nil)
    let future = EventPosition(epoch: start.epoch, offset: 1_000_000)
    #expect(try await fixture.broker.events(user, after: future) == nil)
    #expect(
      try await fixture.broker.events(user, after: EventPosition(epoch: "1", offset: 0)) == nil)
  }

  @Test func lostDataBeginsANewEpoch() async throws {
    let fixture = try await BrokerFixture()
    let user = try fixture.user("ann")
    _ = try await fixture.submit()
    let before = try await fixture.broker.snapshot(user)
    _ = try await fixture.redis.send(["FLUSHALL"])
    #expect(try await fixture.broker.events(user, after: before.position) == nil)
    let after = try await fixture.broker.snapshot(user)
    #expect(after.position.epoch != before.position.epoch)
    #expect(after.position.offset == 0)
    #expect(after.downloads.isEmpty)
  }

  @Test func eachChangeIsPublishedAsItIsLogged() async throws {
    let fixture = try await BrokerFixture()
    let user = try fixture.user("ann")
    let news = try await fixture.connections.live.events(of: user, tick: .seconds(5))
    let id = try await fixture.submit()
    let claim = try await fixture.claim()
    #expect(
      try await fixture.broker.announce(DownloadProgress(phase: .downloading, percent: 40), claim))
    _ = try await fixture.broker.cancel(id, user: user)
    var heard: [BrokerEvent] = []
    for await element in news {
      if case .news(let event) = element { heard.append(event) }
      if heard.count == 4 { break }
    }
    let epoch = try await fixture.broker.snapshot(user).position.epoch
    let logged = try #require(
      try await fixture.broker.events(user, after: EventPosition(epoch: epoch, offset: 0)))
    #expect(
      heard.filter { $0 != .progress(id, DownloadProgress(phase: .downloading, percent: 40)) }
        == logged)
    #expect(logged.count == 3)
  }

  @Test(arguments: ["1.5", "1795400911466803.0", "7.500"])
  func readsPositions(text: String) {
    #expect(EventPosition(text)?.description == text)
  }

  @Test(arguments: [
    "", ".", "1", "1.", ".1", "1.2.3", "a.1", "1.-1", "1.99999999999999999999", "1.\u{661}",
  ])
  func refusesOtherPositions(text: String) {
    #expect(EventPosition(text) == nil)
  }
}
