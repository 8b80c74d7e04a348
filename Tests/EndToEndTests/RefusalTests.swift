import TestSupport
import Testing

extension APITests {
  /// Requests that are refused, with nothing started.
  @Suite(.serialized) struct RefusalTests {
    private static let path = "/api/v1/downloads/url"

    private static let wrongURLs = [
      "", "   ", "hello", "-x", "--exec=reboot", "ytsearch:boats", "file:///etc/passwd",
      "ftp://example.org/a.mp3", "data:audio/mpeg;base64,AAAA", "javascript:alert(1)",
      "//example.org",
      "http://", "http:///path", "http://user:secret@example.org/", "http://example.org:0/",
      "http://example.org:65536/", "http://example.org:22/", "http://example.org/a b",
      "http://example.org/\na", "http://exam\u{200b}ple.org/", "http://example.org/\u{0}",
      "http://localhost/", "http://127.0.0.1/", "http://127.0.0.1:1/", "http://127.1/",
      "http://0x7f000001/", "http://2130706433/", "http://0177.0.0.1/", "http://[::1]/",
      "http://[::ffff:7f00:1]/", "http://10.0.0.1/", "http://192.168.1.1/",
      "http://169.254.169.254/",
      "http://0.0.0.0/", "http://[fe80::1]/", "http://127.0.0.1%2f.example.org/",
      "http://example.org/#__youtubedl_smuggle=%7B%7D",
      "http://example.org/" + String(repeating: "a", count: 4096),
    ]

    @Test(arguments: wrongURLs) func aWrongURLStartsNothing(url: String) async throws {
      let (stack, user) = try await self.user()
      try await user.client.send("POST", Self.path, json: ["url": .text(url)])
        .expectProblem(422, "invalid_url")
      try await expectNothingStarted(stack, user)
    }

    /// Bodies by what they are answered with.
    private static let wrongBodies = [
      ("", 400, "malformed_json"), ("{", 400, "malformed_json"),
      ("url=http", 400, "malformed_json"),
      (#"{"url":"http://a.example"}}"#, 400, "malformed_json"),
      ("\u{feff}nonsense", 400, "malformed_json"), ("[]", 422, "invalid_request"),
      (#""http://a.example""#, 422, "invalid_request"), ("{}", 422, "invalid_request"),
      (#"{"url":7}"#, 422, "invalid_request"), (#"{"url":null}"#, 422, "invalid_request"),
      (#"{"url":["http://a.example"]}"#, 422, "invalid_request"),
      (#"{"url":"http://a.example","format":"mp3"}"#, 422, "invalid_request"),
    ]

    @Test(arguments: wrongBodies)
    func aWrongBodyStartsNothing(body: String, status: Int, code: String) async throws {
      let (stack, user) = try await self.user()
      try await user.client
        .send("POST", Self.path, headers: ["content-type": "application/json"], body: body)
        .expectProblem(status, code)
      try await expectNothingStarted(stack, user)
    }

    @Test func aBodyMayHave64KiB() async throws {
      let (stack, user) = try await self.user()
      let frame = #"{"url":""}"#
      for (size, status, code) in [
        (65_536, 422, "invalid_url"), (65_537, 413, "payload_too_large"),
      ] {
        let filler = String(repeating: "a", count: size - frame.utf8.count)
        try await user.client.send(
          "POST", Self.path, headers: ["content-type": "application/json"],
          body: #"{"url":"\#(filler)"}"#
        ).expectProblem(status, code)
      }
      try await expectNothingStarted(stack, user)
    }

    @Test func unknownAddressesAndMethods() async throws {
      let (stack, user) = try await self.user()
      for path in ["/api/v1/nothing", "/api/v2/downloads", "/nothing", "/api/v1/downloads/1/2/3"] {
        try await user.client.send("GET", path).expectProblem(404, "not_found")
      }
      for (method, path, allowed) in [
        ("GET", Self.path, "POST"), ("PUT", "/api/v1/downloads/confirm", "POST"),
        ("POST", "/api/v1/downloads", "GET, HEAD"), ("DELETE", "/api/v1/events", "GET, HEAD"),
        ("PATCH", "/api/v1/auth/session", "DELETE, GET, HEAD, POST"),
      ] {
        let answer = try await user.client.send(method, path)
        try answer.expectProblem(405, "method_not_allowed")
        #expect(answer.headers["allow"] == allowed)
      }
      try await expectNothingStarted(stack, user)
    }

    @Test func strangersGetNothing() async throws {
      let (stack, user) = try await self.user()
      let body: JSONValue = ["url": .text(stack.site.url("/direct.mp3"))]
      let id = "00000000-0000-4000-8000-000000000000"
      let wrong = [
        "", "Bearer", "Bearer ", "Bearer \(user.token)0", "Basic \(user.token)", user.token,
      ]
      for headers in [[:]] + wrong.map({ ["authorization": $0] }) + [
        ["cookie": "tonearm_session=x"]
      ] {
        let client = stack.client.adding(headers)
        try await client.send("POST", Self.path, json: body).expectProblem(401, "unauthorized")
        for path in ["", "/\(id)", "/\(id)/cover"].map({ "/api/v1/downloads\($0)" }) {
          try await client.send("GET", path).expectProblem(401, "unauthorized")
        }
        try await client.send("GET", "/api/v1/events").expectProblem(401, "unauthorized")
      }
      try await expectNothingStarted(stack, user)
    }

    @Test func foreignHostNamesAreMisdirected() async throws {
      let (stack, user) = try await self.user()
      let body: JSONValue = ["url": .text(stack.site.url("/direct.mp3"))]
      for host in ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil:8080"]
      {
        try await user.client.send("POST", Self.path, headers: ["host": host], json: body)
          .expectProblem(421, "misdirected")
        try await user.client.send("GET", "/", headers: ["host": host])
          .expectProblem(421, "misdirected")
        let health = try await user.client.send("GET", "/healthz", headers: ["host": host])
        #expect(health.status == 200)
      }
      try await expectNothingStarted(stack, user)
    }

    private func user() async throws -> (TonearmStack, SignedInUser) {
      let stack = try TonearmStack.current
      return (stack, try await stack.user("refusals"))
    }

    private func expectNothingStarted(_ stack: TonearmStack, _ user: SignedInUser) async throws {
      guard let started = stack.lockHolder(user) else { return }
      Issue.record("This has started a download.")
      _ = try await user.delete(started)
    }
  }
}
