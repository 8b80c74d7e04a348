import Broker
import Downloads
import TestSupport
import Testing

@Suite struct DownloadRecordTests {
  private func submitted(_ text: String, _ fixture: BrokerFixture) async throws -> DownloadID {
    let id = DownloadID.random()
    _ = try await fixture.broker.submit(
      id, user: try fixture.user("ann"), url: try fixture.url(text))
    return id
  }

  /// Makes the record one of a version that did not record canonical forms.
  private func age(_ id: DownloadID, _ fixture: BrokerFixture) async throws {
    let removed = try await fixture.redis.send([
      "HDEL", .init(fixture.broker.keys.download(id)), "canonicalUrl",
    ])
    #expect(removed.int == 1)
  }

  @Test(arguments: [
    "https://music.example/a", "HTTPS://Music.Example./a/../b?v=1&si=x#t", "http://0x01010101/",
    "https://music.example/é?q=ü",
  ])
  func theLinkStaysWhatItWasParsedAs(text: String) async throws {
    let fixture = try await BrokerFixture()
    let id = try await submitted(text, fixture)
    #expect(try await fixture.broker.download(id)?.url == fixture.url(text))
    #expect(try await fixture.claim().download.url == fixture.url(text))
  }

  @Test(arguments: [
    "https://Music.Example", "HTTPS://music.example./a", "https://music.example:443/a",
    "http://music.example:80/a#t", "http://music.example:8080/a",
    "https://music.example/a?", "https://music.example/a?v=1&si=x&utm_source=y&feature=z&list=2",
    "https://music.example/a?si", "https://music.example/a%20b?q=%26si=x",
    "http://[2606:4700:0:0::1111]:80/", "http://music.example?a=/b", "http://music.example?a#?b",
  ])
  func olderRecordsGetTheFormToCompareBy(text: String) async throws {
    let fixture = try await BrokerFixture()
    let id = try await submitted(text, fixture)
    try await age(id, fixture)
    #expect(try await fixture.broker.download(id)?.url == fixture.url(text))
  }

  @Test func anOlderRecordWithAnOddHostIsStillRead() async throws {
    let fixture = try await BrokerFixture()
    let id = try await submitted("http://0x01010101/", fixture)
    try await age(id, fixture)
    let url = try #require(try await fixture.broker.download(id)).url
    #expect(url.original == "http://0x01010101/")
    #expect(url.target.description == "invalid:80")
  }

  @Test func thePageOfAnOlderSuggestionGetsItToo() async throws {
    let fixture = try await BrokerFixture()
    let id = try await fixture.submit()
    let claim = try await fixture.claim()
    var suggestion = Suggestion()
    suggestion.webpageUrl = "https://Music.Example/a?si=x"
    #expect(try await fixture.broker.storeMetadata(suggestion, ytDlpVersion: "1", claim))
    let page = try #require(try await fixture.broker.download(id)?.suggestion)
    #expect(page.canonicalUrl == "https://music.example/a")
  }
}
