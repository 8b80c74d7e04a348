import Foundation
import Links
import TestSupport
import Testing

/// Requests and answers between ``WebClient`` and a site on loopback.
@Suite struct HTTPRequestTests {
  private func url(_ site: HTTPSite, _ path: String) throws -> WebURL {
    try #require(WebURL(site.address + path))
  }

  private func json(_ answer: WebAnswer) throws -> JSONValue {
    try JSONValue(parsing: String(decoding: answer.body, as: UTF8.self))
  }

  @Test func sendsWhatItIsGiven() async throws {
    let site = try await HTTPSite()
    let get = try await WebClient(userAgent: "Tonearm/1").send(
      WebRequest(.get, try url(site, "/echo?a=b%20c#d"), headers: ["X-Note": "ä, \"b\"\tc"]))
    #expect(get.status == 200)
    let asked = try json(get)
    #expect(asked["method"] == "GET" && asked["path"] == "/echo?a=b%20c" && asked["body"] == "")
    #expect(asked["headers"]["user-agent"] == "Tonearm/1")
    #expect(asked["headers"]["x-note"].text?.hasSuffix(", \"b\"\tc") == true)
    let bytes = (0...255).map { UInt8($0) }
    let post = try await WebClient().send(
      WebRequest(
        .post, try url(site, "/echo"),
        headers: ["Content-Type": "audio/mpeg", "X-Empty": "", "content-language": "en"],
        body: bytes))
    let sent = try json(post)
    #expect(sent["method"] == "POST")
    #expect(sent["body"].text == bytes.map { String(format: "%02x", $0) }.joined())
    #expect(sent["headers"]["content-type"] == "audio/mpeg")
    #expect(sent["headers"]["x-empty"] == "" && sent["headers"]["content-language"] == "en")
  }

  @Test(arguments: [0, 5_000_000])
  func addsNothingToAPost(byteCount: Int) async throws {
    let site = try await HTTPSite()
    let body = [UInt8](repeating: 7, count: byteCount)
    let client = WebClient(limits: WebLimits(bodyBytes: .max))
    let sent = try json(
      try await client.send(WebRequest(.post, try url(site, "/echo"), body: body)))
    #expect(sent["body"].text?.count == 2 * byteCount)
    #expect(
      sent["headers"].names == ["host", "user-agent", "accept", "content-length"])
  }

  @Test(arguments: [204, 301, 401, 404, 429, 500, 503])
  func takesEveryStatusForAnAnswer(status: Int) async throws {
    let site = try await HTTPSite()
    #expect(
      try await WebClient().send(WebRequest(.get, try url(site, "/status/\(status)"))).status
        == status)
  }

  @Test func readsHeaders() async throws {
    let site = try await HTTPSite()
    let answer = try await WebClient().send(WebRequest(.get, try url(site, "/headers")))
    #expect(answer.headers == ["x-two": "a, b", "empty": "", "content-length": "0"])
  }

  @Test func followsNoRedirect() async throws {
    let site = try await HTTPSite()
    let answer = try await WebClient().send(WebRequest(.get, try url(site, "/redirect")))
    #expect(answer.status == 302 && answer.headers["location"] == "/echo")
  }

  @Test(arguments: [
    ("X-A", "b\r\nX-C: d"), ("X-A", "b\nc"), ("X-A", "b\rc"), ("X-A", "b\0c"), ("X-A", "b\u{7f}"),
    ("X-A: b\r\nX-C", "d"), ("X-A\0", "b"), ("X A", "b"), ("X-A:", "b"), ("X-Ä", "b"), ("", "b"),
  ])
  func refusesHeadersThatCouldBeMore(name: String, value: String) async throws {
    let site = try await HTTPSite()
    let request = WebRequest(.get, try url(site, "/echo"), headers: [name: value])
    let error = await #expect(throws: WebError.self) { try await WebClient().send(request) }
    #expect(error?.code == .invalidHeader)
    #expect(error?.description.utf8.contains { $0 < 0x20 } == false)
  }

  @Test func answersManyAtOnce() async throws {
    let site = try await HTTPSite()
    let address = try url(site, "/bytes/100000")
    let sizes = try await withThrowingTaskGroup { group in
      for _ in 0..<50 {
        group.addTask { try await WebClient().send(WebRequest(.get, address)).body.count }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(sizes == Array(repeating: 100_000, count: 50))
  }
}
