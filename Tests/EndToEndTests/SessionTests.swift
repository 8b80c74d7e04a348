import TestSupport
import Testing

extension APITests {
  /// Signing in, and the commands that manage accounts.
  @Suite(.serialized) struct SessionTests {
    private static let path = "/api/v1/auth/session"

    /// Signs in and returns the session's cookie, name and value.
    private func signIn(_ user: SignedInUser, _ stack: TonearmStack) async throws -> String {
      let answer = try await stack.client.send(
        "POST", Self.path,
        json: ["username": .text(user.name), "password": .text(user.password)])
      try #require(answer.status == 200)
      #expect(try answer.json == ["username": .text(user.name)])
      let parts = try #require(answer.headers["set-cookie"]).split(separator: "; ").map(String.init)
      let attributes = Set(parts.dropFirst().map { $0.lowercased() })
      #expect(attributes.isSuperset(of: ["httponly", "samesite=strict", "path=/"]))
      #expect(!attributes.contains("secure"))
      #expect(parts[0].wholeMatch(of: /tonearm_session=[0-9a-f]{64}/) != nil)
      return parts[0]
    }

    @Test func aCookieIsASession() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("sessions")
      let cookie = try await signIn(user, stack)
      let browser = stack.client.adding(["cookie": "theme=dark; \(cookie)"])
      let known = try await browser.send("GET", Self.path)
      #expect(known.status == 200)
      #expect(try known.json == ["username": .text(user.name)])
      let list = try await browser.send("GET", "/api/v1/downloads")
      #expect(list.status == 200)

      let ended = try await browser.send("DELETE", Self.path)
      #expect(ended.status == 204)
      #expect(ended.headers["set-cookie"]?.contains("tonearm_session=;") == true)
      try await browser.send("GET", Self.path).expectProblem(401, "unauthorized")
    }

    @Test func anotherSiteCannotUseTheCookie() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("sessions")
      let browser = stack.client.adding(["cookie": try await signIn(user, stack)])
      let path = "/api/v1/downloads/url"
      let body: JSONValue = ["url": .text(stack.site.url("/direct.mp3"))]
      for headers in [
        ["sec-fetch-site": "cross-site"], ["sec-fetch-site": "same-site"],
        ["origin": "http://evil.example"], ["origin": "http://localhost:1"], ["origin": "null"],
      ] {
        try await browser.send("POST", path, headers: headers, json: body)
          .expectProblem(403, "cross_site")
        try await browser.send("DELETE", Self.path, headers: headers)
          .expectProblem(403, "cross_site")
      }
      for type in ["text/plain", "application/x-www-form-urlencoded", "text/json"] {
        try await browser.send(
          "POST", path, headers: ["content-type": type], body: try body.serialized
        ).expectProblem(415, "unsupported_media_type")
      }
      #expect(stack.lockHolder(user) == nil)

      let own = ["origin": "http://localhost", "sec-fetch-site": "same-origin"]
      let accepted = try await browser.send("POST", path, headers: own, json: body)
      #expect(accepted.status == 202)
      #expect(try await user.delete(#require(accepted.json["id"].text)).status == 204)
    }

    @Test func wrongCredentialsAreOneAnswer() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("sessions")
      for (name, password) in [(user.name, "wrong password"), ("nobody", user.password)] {
        let answer = try await stack.client.send(
          "POST", Self.path, json: ["username": .text(name), "password": .text(password)])
        try answer.expectProblem(401, "invalid_credentials")
        #expect(answer.headers["set-cookie"] == nil)
      }
    }

    @Test func guessingIsStoppedWhetherTheNameExistsOrNot() async throws {
      let stack = try TonearmStack.current
      func guess() async throws -> HTTPAnswer {
        try await stack.client.send(
          "POST", Self.path, json: ["username": "guessed", "password": "wrong password"])
      }
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<12 { group.addTask { try await guess().status } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses.sorted() == Array(repeating: 401, count: 10) + [429, 429])
      let refused = try await guess()
      try refused.expectProblem(429, "too_many_attempts")
      #expect(refused.headers["retry-after"] == "300")
    }

    @Test func aRunningAPIKnowsOfCommandsAtOnce() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("commanded")
      let cookie = try await signIn(user, stack)
      let browser = stack.client.adding(["cookie": cookie])

      let second = try await stack.command("token", "add", user.name)
      #expect(second.status == 0)
      #expect(second.output.wholeMatch(of: /[0-9a-f]{64}\n/) != nil)
      let script = stack.client.adding(["authorization": "bearer \(second.output.dropLast())"])
      #expect(try await script.send("GET", Self.path).json == ["username": .text(user.name)])
      let tokens = try await stack.command("token", "list", user.name)
      #expect(tokens.status == 0)
      #expect(tokens.output.split(separator: "\n").count == 2)
      #expect(!tokens.output.contains(user.token) && !tokens.output.contains(second.output))

      #expect(try await stack.command("token", "revoke", user.name).status == 0)
      try await script.send("GET", Self.path).expectProblem(401, "unauthorized")
      try await user.client.send("GET", Self.path).expectProblem(401, "unauthorized")
      #expect(try await browser.send("GET", Self.path).status == 200)

      let changed = try await stack.command(
        "user", "password", user.name, "--password-stdin", input: "another password\n")
      #expect(changed.status == 0)
      try await browser.send("GET", Self.path).expectProblem(401, "unauthorized")

      let listed = try await stack.command("user", "list")
      #expect(listed.status == 0)
      #expect(listed.output.split(separator: "\n").contains("commanded"))
      #expect(try await stack.command("user", "remove", user.name).status == 0)
      #expect(!(try await stack.command("user", "list").output).contains("commanded"))
      try await stack.client.send(
        "POST", Self.path,
        json: ["username": .text(user.name), "password": "another password"]
      ).expectProblem(401, "invalid_credentials")
    }

    private static let wrongCommands = [
      ["user", "add", "sessions", "--password-stdin"], ["user", "add", "No Such Name"],
      ["user", "add", ""], ["user", "add"], ["user", "remove", "nobody"],
      ["user", "password", "nobody", "--password-stdin"], ["token", "add", "nobody"],
      ["token", "revoke", "nobody"], ["token", "revoke", "sessions", "--id", "ffff-none"],
      ["user", "promote", "sessions"],
    ]

    @Test(arguments: wrongCommands) func wrongCommandsFailWithASentence(words: [String])
      async throws
    {
      let stack = try TonearmStack.current
      _ = try await stack.user("sessions")
      let outcome = try await Program.run(
        [BuiltProducts.path(of: "tonearm-api")] + words, environment: stack.environment,
        input: "long enough\n")
      #expect(outcome.status != 0)
      #expect(outcome.output == "")
      #expect(outcome.errorOutput.hasPrefix("Error: "))
    }

    @Test func aShortPasswordIsRefused() async throws {
      let stack = try TonearmStack.current
      let outcome = try await stack.command(
        "user", "add", "shorty", "--password-stdin", input: "7 bytes\n")
      #expect(outcome.status != 0)
      #expect(outcome.errorOutput.contains("at least 8 characters"))
      #expect(!(try await stack.command("user", "list").output).contains("shorty"))
    }
  }
}
