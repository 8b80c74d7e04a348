import Foundation
import Links
import TestSupport
import Testing

/// What ends a ``WebClient``'s wait for an answer.
@Suite struct HTTPLimitTests {
  private func failure(
    _ path: String, at site: HTTPSite, limits: WebLimits = WebLimits()
  ) async throws -> WebError.Code? {
    let request = WebRequest(.get, try #require(WebURL(site.address + path)))
    return await #expect(throws: WebError.self) {
      try await WebClient(limits: limits).send(request)
    }?.code
  }

  @Test(arguments: ["/silent", "/drip"])
  func endsASlowAnswerInTime(path: String) async throws {
    let site = try await HTTPSite()
    let start = ContinuousClock.now
    let code = try await failure(path, at: site, limits: WebLimits(total: .milliseconds(300)))
    #expect(code == .timeout)
    #expect((.milliseconds(300)..<(.seconds(10))).contains(ContinuousClock.now - start))
  }

  @Test func doesNotWaitForAServerThatNeverSpeaks() async throws {
    let site = try await HTTPSite(isDeaf: true)
    let address = site.address.replacing("http:", with: "https:")
    let request = WebRequest(.get, try #require(WebURL(address)))
    let client = WebClient(limits: WebLimits(connecting: .milliseconds(200)))
    let error = await #expect(throws: WebError.self) { try await client.send(request) }
    #expect(error?.code == .timeout)
  }

  @Test(arguments: ["/endless", "/bytes/1001"])
  func takesNoMoreThanTheLimit(path: String) async throws {
    let site = try await HTTPSite()
    #expect(try await failure(path, at: site, limits: WebLimits(bodyBytes: 1000)) == .tooLarge)
  }

  @Test func takesAsMuchAsTheLimit() async throws {
    let site = try await HTTPSite()
    let url = try #require(WebURL(site.address + "/bytes/1000"))
    let answer = try await WebClient(limits: WebLimits(bodyBytes: 1000)).send(WebRequest(.get, url))
    #expect(answer.body.count == 1000)
  }

  @Test func refusesAnEndlessHead() async throws {
    let site = try await HTTPSite()
    #expect(try await failure("/endless-head", at: site) == .failed)
  }

  @Test func tellsAnAnswerThatWasCutOff() async throws {
    let site = try await HTTPSite()
    #expect(try await failure("/cut", at: site) == .failed)
  }

  @Test(arguments: ["http://127.0.0.1:1", "http://nobody.invalid", "http://[::1]:1"])
  func tellsThatNobodyIsThere(address: String) async throws {
    let request = WebRequest(.get, try #require(WebURL(address)))
    let error = await #expect(throws: WebError.self) { try await WebClient().send(request) }
    #expect(error?.code == .unreachable)
  }

  @Test func endsWithItsTask() async throws {
    let site = try await HTTPSite()
    let request = WebRequest(.get, try #require(WebURL(site.address + "/silent")))
    let start = ContinuousClock.now
    let task = Task {
      try await WebClient(limits: WebLimits(total: .seconds(600))).send(request)
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    let running = Task {
      try await WebClient(limits: WebLimits(total: .seconds(600))).send(request)
    }
    try await eventually("the request to be under way") { try site.isAsked(for: "/silent") }
    running.cancel()
    await #expect(throws: CancellationError.self) { try await running.value }
    #expect(ContinuousClock.now - start < .seconds(60), "long before the limit")
  }
}
