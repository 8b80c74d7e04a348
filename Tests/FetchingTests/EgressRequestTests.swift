import NIOCore
import Testing

@testable import Fetching

@Suite struct EgressRequestTests {
  private func request(_ text: String) throws -> EgressRequest {
    try EgressRequest(try #require(HTTPHead(text.utf8)))
  }

  @Test func readsATunnel() throws {
    let request = try request("CONNECT Music.Example:443 HTTP/1.1\r\nHost: other.example\r\n\r\n")
    #expect(request.target.description == "music.example:443")
    #expect(request.kind == .tunnel)
  }

  @Test func rewritesWhatItForwards() throws {
    let request = try request(
      "POST HTTP://music.example:8080?q=1 HTTP/1.0\r\nHost: 10.0.0.7\r\nX-A:  b \r\nContent-Length: 3\r\n"
        + "Connection: X-Drop, content-length, Keep-Alive\r\nX-Drop: 1\r\nKeep-Alive: 5\r\n"
        + "Proxy-Authorization: Basic x\r\nProxy-Connection: keep-alive\r\nTE: x\r\nUpgrade: h2c\r\n"
        + "Expect: 100-continue\r\nhost: again.example\r\n\r\n")
    let head =
      "POST /?q=1 HTTP/1.1\r\nx-a:  b \r\nHost: music.example:8080\r\nContent-Length: 3\r\n"
      + "Connection: close\r\n\r\n"
    #expect(request.kind == .forward(head: Array(head.utf8), bodyBytes: 3))
    #expect(request.target.description == "music.example:8080")
  }

  @Test(arguments: [
    "GET / HTTP/1.1", "GET http:// HTTP/1.1", "GET http://a.example/#f HTTP/1.1",
    "GET https://a.example/ HTTP/1.1",
    "GET ftp://a.example/ HTTP/1.1", "GET http://u:p@a.example/ HTTP/1.1",
    "GET http://127.1/ HTTP/1.1",
    "GET http://0x7f000001/ HTTP/1.1", "GET http://a.example%2e/ HTTP/1.1",
    "GET http://a.example:0/ HTTP/1.1",
    "GET http://a.example:/ HTTP/1.1", "GET http://a.example/ HTTP/2.0",
    "GET http://a.example/ HTTP/1.1 ",
    "GET  http://a.example/ HTTP/1.1", "GET http://a.example/ b HTTP/1.1",
    "GET http://a.example/é HTTP/1.1",
    "GET http://a.example/", "GET http://a.example\\@b/ HTTP/1.1", "CONNECT a.example HTTP/1.1",
    "CONNECT http://a.example:443 HTTP/1.1", "CONNECT a.example:443/ HTTP/1.1",
    "CONNECT 127.1:443 HTTP/1.1",
    "CONNECT [::1%25lo]:443 HTTP/1.1", "CONNECT a.example:99999 HTTP/1.1",
    "CONNECT u@a.example:443 HTTP/1.1",
    "CONNECT :443 HTTP/1.1", "GET\thttp://a.example/\tHTTP/1.1",
  ])
  func refusesOddRequestLines(line: String) {
    #expect(throws: EgressRefusal.malformed) { try request(line + "\r\n\r\n") }
  }

  @Test(arguments: ["PUT", "DELETE", "OPTIONS", "TRACE", "get", "CONNECTX", ""])
  func refusesOtherMethods(method: String) {
    #expect(throws: EgressRefusal.methodNotAllowed) {
      try request("\(method) http://a.example/ HTTP/1.1\r\n\r\n")
    }
  }

  @Test(arguments: [
    "Content-Length: 1\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked",
    "Content-Length: 1\r\nContent-Length: 1",
    "Content-Length: +1", "Content-Length: -1", "Content-Length: 1, 1", "Content-Length:",
    "Content-Length: 0x1",
    "Content-Length: 99999999999999999999", "transfer-encoding: identity",
  ])
  func refusesBodiesWithoutOneClearLength(fields: String) {
    #expect(throws: EgressRefusal.malformed) {
      try request("POST http://a.example/ HTTP/1.1\r\n\(fields)\r\n\r\n")
    }
  }

  @Test(arguments: [
    "", "\r\n", "\r\n\r\n", "GET / HTTP/1.1", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\n\n",
    "A\r\nB: c\n\r\n", "A\r\nB: c\rD: e\r\n\r\n",
    "A\r\nB: \0\r\n\r\n", "A\r\n b\r\n\r\n", "A\r\nB: c\r\n d\r\n\r\n", "A\r\nB : c\r\n\r\n",
    "A\r\n: c\r\n\r\n", "A\r\nB\r\n\r\n",
    "A\r\nB(: c\r\n\r\n", "A\r\n\r\nB\r\n\r\n", "A\r\nB: c\r\n\r\nx", "A\u{7f}\r\n\r\n",
  ])
  func refusesMalformedHeads(text: String) {
    #expect(HTTPHead(text.utf8) == nil)
  }

  @Test func findsTheEndOfAHeadWhereverItIsCut() {
    let text = Array("A\r\nB: c\r\n\r\nrest".utf8)
    for cut in 0...11 {
      var collector = HTTPHeadCollector(limitBytes: 11)
      if case .complete = collector.collect(ByteBuffer(bytes: text[..<cut])) {
        #expect(cut == 11)
        continue
      }
      guard case .complete(let head, let rest) = collector.collect(ByteBuffer(bytes: text[cut...]))
      else {
        Issue.record("no end found after a cut at \(cut)")
        continue
      }
      #expect(String(buffer: head) == "A\r\nB: c\r\n\r\n")
      #expect(String(buffer: rest) == "rest")
    }
  }

  @Test(arguments: ["AAAA\r\nB: c\r\n\r\n", "AAAAAAAAAAAA", "\n\n\n\n\n\n\n\n\n\n\n\n"])
  func boundsAHead(text: String) {
    var collector = HTTPHeadCollector(limitBytes: 11)
    guard case .tooLong = collector.collect(ByteBuffer(string: text)) else {
      Issue.record("not refused")
      return
    }
  }

  @Test func passesResponsesOnWithoutTheirConnectionFields() throws {
    var filter = EgressFilter.response
    var answer = ""
    for byte
      in "HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 200 OK\r\nConnection: keep-alive, content-length, X-A\r\nX-A: 1\r\n"
      .utf8
    {
      answer += String(buffer: try filter.pass(ByteBuffer(bytes: [byte])))
    }
    answer += String(buffer: try filter.pass(ByteBuffer(string: "Content-Length: 2\r\n\r\nhi")))
    answer += String(buffer: try filter.pass(ByteBuffer(string: "!")))
    #expect(answer == "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nConnection: close\r\n\r\nhi!")
  }

  @Test(arguments: [
    "ICY 200 OK\r\n\r\n", "HTTP/1.1 20\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n", "HTTP/2 200\r\n\r\n",
    "HTTP/1.1 200 OK\r\nA\r\n\r\n",
    "HTTP/1.1 +20 OK\r\n\r\n", "<html>\r\n\r\n",
  ])
  func refusesMalformedResponses(text: String) {
    var filter = EgressFilter.response
    #expect(throws: EgressRefusal.badResponse) { _ = try filter.pass(ByteBuffer(string: text)) }
  }

  @Test func boundsAResponseHead() {
    var filter = EgressFilter.response
    let bytes = ByteBuffer(repeating: UInt8(ascii: "a"), count: 70_000)
    #expect(throws: EgressRefusal.badResponse) { _ = try filter.pass(bytes) }
  }

  @Test func letsNothingFollowARequest() throws {
    var filter = EgressFilter.requestBody(remainingBytes: 3)
    #expect(String(buffer: try filter.pass(ByteBuffer(string: "ab"))) == "ab")
    #expect(throws: EgressRefusal.malformed) { _ = try filter.pass(ByteBuffer(string: "cG")) }
    #expect(String(buffer: try filter.pass(ByteBuffer(string: "c"))) == "c")
    #expect(throws: EgressRefusal.malformed) { _ = try filter.pass(ByteBuffer(string: "G")) }
  }
}
