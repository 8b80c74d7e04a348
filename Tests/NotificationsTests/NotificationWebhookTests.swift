import Foundation
import Links
import TestSupport
import Testing

@testable import Notifications

@Suite struct NotificationWebhookTests {
  private func fixture(
    _ site: NotificationSite, adjust: (inout NotificationPolicy) -> Void = { _ in }
  ) throws -> NotificationFixture {
    let settings = try NotificationFixture.settings([
      .notifyWebhookURL: site.address + "/hook?key=1",
      .notifyWebhookSecret: NotificationFixture.secret,
    ])
    return NotificationFixture(settings, adjust: adjust)
  }

  /// The numbers of the tracks that the requests announce.
  private func numbers(_ requests: [NotificationSite.Request]) throws -> [Int] {
    try requests.map {
      try #require(
        try JSONValue(parsing: $0.body)["data"]["track"]["id"].text.flatMap { Int($0) })
    }
  }

  @Test func signsWhatItSays() async throws {
    let site = try NotificationSite { _, _ in (204, "") }
    let fixture = try fixture(site)
    let track = #"{"id": "t-1","title":"Für \"Elise\" 🎵","year":null}"#
    try await fixture.whileRunning {
      fixture.notifier.trackAdded(Data(track.utf8))
      try await eventually("the webhook") { site.requests.count == 1 }
    }
    let request = try #require(site.requests.first)
    #expect(request.method == "POST" && request.target.string == "/hook?key=1")
    #expect(request.headers["content-type"] == "application/json")
    let body = try JSONValue(parsing: request.body)
    #expect(body.names == ["type", "timestamp", "data"])
    #expect(body["type"] == "track.added")
    #expect(body["data"] == ["track": try JSONValue(parsing: track)])
    #expect(request.body.contains(track))
    let time = try Date(
      try #require(body["timestamp"].text),
      strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    #expect(abs(time.timeIntervalSinceNow) < 60)
    let id = try #require(request.headers["webhook-id"])
    #expect(id.hasPrefix("msg_") && !id.contains("."))
    let timestamp = try #require(request.headers["webhook-timestamp"])
    #expect(abs(try #require(Double(timestamp)) - Date.now.timeIntervalSince1970) < 60)
    let verification = """
      import base64, hashlib, hmac, sys
      secret, id, timestamp = sys.argv[1:]
      signed = f"{id}.{timestamp}.".encode() + sys.stdin.buffer.read()
      key = base64.b64decode(secret.removeprefix("whsec_"))
      print(base64.b64encode(hmac.digest(key, signed, "sha256")).decode())
      """
    let signature = try await Program.run(
      [try TestTool.python.path, "-c", verification, NotificationFixture.secret, id, timestamp],
      input: request.body
    ).output
    #expect(
      request.headers["webhook-signature"] == "v1," + signature.trimmingCharacters(in: .newlines))
    #expect(fixture.log.lines.isEmpty)
  }

  @Test func agreesWithTheExampleOfOthers() throws {
    // From test_sign_function of the specification's own library for Python.
    let url = try #require(WebURL("https://hook.example"))
    let webhook = try #require(Webhook(url, secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
    var message = WebhookMessage(trackAdded: Data(), at: .now)
    message.id = "msg_p5jXN8AQM9LWM0D4loKWxJek"
    message.body = Array(#"{"test": 2432232314}"#.utf8)
    let request = webhook.request(message, at: Date(timeIntervalSince1970: 1_614_265_330.9))
    #expect(
      request.headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
  }

  @Test func keepsTheOrder() async throws {
    let site = try NotificationSite()
    let fixture = try fixture(site)
    try await fixture.whileRunning {
      fixture.add(1...10)
      try await eventually("all webhooks", within: .seconds(60)) { site.requests.count == 10 }
    }
    #expect(try numbers(site.requests) == Array(1...10))
    #expect(Set(site.requests.map { $0.headers["webhook-id"] }).count == 10)
  }

  @Test func repeatsWhatHasNotArrived() async throws {
    let site = try NotificationSite { _, index in
      switch index {
      case 0: (500, "")
      case 1: nil
      case 2: (429, "")
      default: (200, "")
      }
    }
    let fixture = try fixture(site)
    try await fixture.whileRunning {
      fixture.add(1...2)
      try await eventually("both webhooks") { site.requests.count == 5 }
    }
    #expect(try numbers(site.requests) == [1, 1, 1, 1, 2])
    #expect(Set(site.requests.prefix(4).map { $0.headers["webhook-id"] }).count == 1)
    #expect(Set(site.requests.prefix(4).map(\.body)).count == 1)
    let to = "to=webhook at \(site.address)"
    #expect(
      fixture.log.lines == [
        "warning: imports cannot be announced reason=the response was HTTP 500 \(to)",
        "notice: imports are announced again \(to)",
      ])
  }

  @Test(arguments: [(500, 5), (302, 1), (400, 1), (410, 1)])
  func givesUpInTheEnd(status: Int, attempts: Int) async throws {
    let site = try NotificationSite { request, _ in
      request.body.contains(#""id":"1""#) ? (status, "") : (200, "")
    }
    let fixture = try fixture(site)
    try await fixture.whileRunning {
      fixture.add(1...2)
      try await eventually("the second webhook") { site.requests.count == attempts + 1 }
    }
    #expect(try numbers(site.requests) == Array(repeating: 1, count: attempts) + [2])
    #expect(
      fixture.log.lines.last
        == "warning: some imports were not announced count=1 to=webhook at \(site.address)")
    #expect(fixture.log.lines.count == 3)
  }

  @Test func leavesOutTheOldestWhereTooManyWait() async throws {
    let mayGoOn = DispatchSemaphore(value: 0)
    let site = try NotificationSite { _, index in
      if index == 0 { mayGoOn.wait() }
      return (200, "")
    }
    let fixture = try fixture(site) { $0.webhookLimit = 3 }
    try await fixture.whileRunning {
      fixture.add([0])
      try await eventually("the first webhook") { site.requests.count == 1 }
      fixture.add(1...10)
      mayGoOn.signal()
      try await eventually("the others") { site.requests.count == 4 }
    }
    #expect(try numbers(site.requests) == [0, 8, 9, 10])
    #expect(
      fixture.log.lines == [
        "warning: some imports were not announced count=7 to=webhook at \(site.address)"
      ])
  }

  @Test func sendsWhatIsLeftInAShutdown() async throws {
    let site = try NotificationSite()
    let fixture = try fixture(site) { $0.flush = .seconds(60) }
    try await fixture.whileRunning { fixture.add(1...10) }
    #expect(try numbers(site.requests) == Array(1...10))
  }

  @Test(.timeLimit(.minutes(1))) func doesNotHoldUpAShutdown() async throws {
    let mayEnd = DispatchSemaphore(value: 0)
    let site = try NotificationSite { _, _ in
      mayEnd.wait()
      return nil
    }
    let fixture = try fixture(site) { $0.flush = .milliseconds(300) }
    try await fixture.whileRunning { fixture.add(1...20) }
    #expect(
      fixture.log.lines == [
        "warning: some imports were not announced count=20 to=webhook at \(site.address)"
      ])
    mayEnd.signal()
  }

  @Test func doesNotAskAnAbsentServerManyTimesInAShutdown() async throws {
    let site = try NotificationSite { _, _ in (503, "") }
    let fixture = try fixture(site) { $0.webhookRetries = [.seconds(3600)] }
    try await fixture.whileRunning {
      fixture.add(1...20)
      try await eventually("the first webhook") { site.requests.count == 1 }
    }
    #expect((1...2).contains(site.requests.count))
    #expect(
      fixture.log.lines.last
        == "warning: some imports were not announced count=20 to=webhook at \(site.address)")
  }

  @Test func livesWithAServerThatIsAway() async throws {
    let site = try NotificationSite()
    site.close()
    let fixture = try fixture(site)
    try await fixture.whileRunning {
      fixture.add(1...2)
      try await eventually("the failure") { !fixture.log.lines.isEmpty }
    }
    #expect(fixture.log.lines.count == 2)
    #expect(
      fixture.log.lines.last
        == "warning: some imports were not announced count=2 to=webhook at \(site.address)")
  }
}
