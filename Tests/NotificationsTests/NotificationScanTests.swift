import Foundation
import Links
import TestSupport
import Testing

@testable import Notifications

@Suite struct NotificationScanTests {
  private static let success = #"{"subsonic-response":{"status":"ok","version":"1.16.1"}}"#

  private func subsonic(_ site: NotificationSite) throws -> NotificationSettings {
    try NotificationFixture.settings([
      .notifySubsonicURL: site.address.replacing("//", with: "//m%40x:p%20w%2F%C3%A4@") + "/music/"
    ])
  }

  private func jellyfin(_ site: NotificationSite) throws -> NotificationSettings {
    try NotificationFixture.settings([
      .notifyJellyfinURL: site.address + "/jelly", .notifyJellyfinKey: "c0ffee",
    ])
  }

  @Test func asksSubsonicForAScan() async throws {
    let site = try NotificationSite { _, _ in (200, Self.success) }
    let fixture = NotificationFixture(try subsonic(site))
    try await fixture.whileRunning {
      fixture.add(1...1)
      try await eventually("the scan") { site.requests.count == 1 }
    }
    let request = try #require(site.requests.first)
    #expect(request.method == "GET" && request.target.path == "/music/rest/startScan")
    #expect(request.query("u") == "m@x" && request.query("v") == "1.16.1")
    #expect(request.query("c") == "tonearm" && request.query("f") == "json")
    let salt = try #require(request.query("s"))
    #expect(salt.count >= 6)
    let token = try await Program.output([
      try TestTool.python.path, "-c",
      "import hashlib, sys; print(hashlib.md5(('p w/ä' + sys.argv[1]).encode()).hexdigest())", salt,
    ])
    #expect(request.query("t") == token.trimmingCharacters(in: .newlines))
    #expect(request.headers["authorization"] == nil)
    #expect(fixture.log.lines.isEmpty)
  }

  @Test func asksJellyfinForAScan() async throws {
    let site = try NotificationSite { _, _ in (204, "") }
    let fixture = NotificationFixture(try jellyfin(site))
    try await fixture.whileRunning {
      fixture.add(1...1)
      try await eventually("the scan") { site.requests.count == 1 }
    }
    let request = try #require(site.requests.first)
    #expect(request.method == "POST" && request.target.string == "/jelly/Library/Refresh")
    #expect(request.headers["authorization"] == #"MediaBrowser Token="c0ffee""#)
    #expect(request.headers["content-length"] == "0")
    #expect(fixture.log.lines.isEmpty)
  }

  @Test func makesOneScanOfManyImports() async throws {
    let site = try NotificationSite()
    let fixture = NotificationFixture(try jellyfin(site)) { $0.scanDelay = .milliseconds(500) }
    try await fixture.whileRunning {
      for round in 1...2 {
        for number in 1...100 { fixture.add([number]) }
        try await eventually("scan \(round)") { site.requests.count == round }
      }
    }
    #expect(site.requests.count == 2)
  }

  @Test func scansOnceMoreForAnImportDuringAScan() async throws {
    let scanning = AsyncStream.makeStream(of: Void.self)
    let mayEnd = DispatchSemaphore(value: 0)
    let site = try NotificationSite { _, index in
      if index == 0 {
        scanning.continuation.yield()
        mayEnd.wait()
      }
      return (204, "")
    }
    let fixture = NotificationFixture(try jellyfin(site))
    try await fixture.whileRunning {
      fixture.add([1])
      for await _ in scanning.stream { break }
      fixture.add([2])
      mayEnd.signal()
      try await eventually("the second scan") { site.requests.count == 2 }
    }
    #expect(site.requests.count == 2)
  }

  @Test func triesAgainUntilTheServerIsBack() async throws {
    let site = try NotificationSite { _, index in
      switch index {
      case 0: (503, "")
      case 1: nil
      case 2: (429, "")
      default: (200, Self.success)
      }
    }
    let fixture = NotificationFixture(try subsonic(site)) { $0.scanDelay = .milliseconds(10) }
    try await fixture.whileRunning {
      fixture.add(1...3)
      try await eventually("the end of the outage") { fixture.log.lines.count == 2 }
    }
    #expect(site.requests.count == 4)
    let to = "to=Subsonic at \(site.address)"
    #expect(
      fixture.log.lines == [
        "warning: imports cannot be announced reason=the response was HTTP 503 \(to)",
        "notice: imports are announced again \(to)",
      ])
  }

  @Test(arguments: [
    (401, "", "the response was HTTP 401"), (302, "", "the response was HTTP 302"),
    (200, "", "the response is not that of a Subsonic server"),
    (200, "<html>", "the response is not that of a Subsonic server"),
    (200, #"{"status":"ok"}"#, "the response is not that of a Subsonic server"),
    (
      200, #"{"subsonic-response":{"status":"failed","error":{"code":40,"message":"no"}}}"#,
      "the user name or password is wrong"
    ),
    (
      200, #"{"subsonic-response":{"status":"failed","error":{"code":50}}}"#,
      "the user may not start scans"
    ),
    (
      200, #"{"subsonic-response":{"status":"failed","error":{"code":70}}}"#,
      "the response was Subsonic error 70"
    ),
    (200, #"{"subsonic-response":{"status":"failed"}}"#, "the response was Subsonic error 0"),
    (200, String(repeating: "x", count: 1 << 21), "the answer is longer than 1048576 bytes"),
  ])
  func doesNotRepeatWhatIsRefused(status: Int, body: String, reason: String) async throws {
    let site = try NotificationSite { _, _ in (status, body) }
    let fixture = NotificationFixture(try subsonic(site))
    try await fixture.whileRunning {
      fixture.add([1])
      try await eventually("the scan") { fixture.log.lines.count == 1 }
      fixture.add([2])
      try await eventually("the next") { site.requests.count == 2 }
    }
    #expect(site.requests.count == 2)
    #expect(
      fixture.log.lines == [
        "warning: imports cannot be announced reason=\(reason) to=Subsonic at \(site.address)"
      ])
  }

  @Test func isNotHeldUpByAServerThatIsSlow() async throws {
    let mayEnd = DispatchSemaphore(value: 0)
    let slow = try NotificationSite { _, _ in
      mayEnd.wait()
      return nil
    }
    let site = try NotificationSite()
    var settings = try jellyfin(site)
    settings.subsonic = try subsonic(slow).subsonic
    settings.webhook = try NotificationFixture.settings([
      .notifyWebhookURL: site.address + "/hook",
      .notifyWebhookSecret: NotificationFixture.secret,
    ]).webhook
    let fixture = NotificationFixture(settings) { $0.flush = .milliseconds(100) }
    try await fixture.whileRunning {
      fixture.add(1...3)
      try await eventually("the slow scan") { slow.requests.count == 1 }
      try await eventually("the others") { site.requests.count == 4 }
      #expect(slow.requests.count == 1)
    }
    mayEnd.signal()
  }

  @Test(.timeLimit(.minutes(1))) func scansAtOnceInAShutdown() async throws {
    let site = try NotificationSite()
    let fixture = NotificationFixture(try jellyfin(site)) {
      $0.scanDelay = .seconds(3600)
      $0.flush = .seconds(60)
    }
    try await fixture.whileRunning { fixture.add(1...3) }
    #expect(site.requests.count == 1)
  }

  @Test func runsUntilTheShutdownWithoutReceivers() async throws {
    let fixture = NotificationFixture(try NotificationFixture.settings([:]))
    // Throws if the service ends by itself.
    try await fixture.whileRunning {
      fixture.add(1...3)
      for _ in 0..<1000 { await Task.yield() }
    }
  }
}
