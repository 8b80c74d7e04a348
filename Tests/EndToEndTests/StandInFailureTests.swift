import Foundation
import TestSupport
import Testing

/// What it takes the internet, a broken disk or a broken yt-dlp to cause, acted out by a stand-in for yt-dlp.
@Suite(.serialized, .showingLogs, .stack(settings: StandIn.settings)) struct StandInFailureTests {
  static let acts: [(act: String, code: String)] = [
    ("fill", "disk_full"), ("lie", "internal"), ("crash", "internal"),
    ("nothing", "unsupported_url"),
  ]

  @Test(arguments: acts) func endsWithAReason(act: String, code: String) async throws {
    let stack = try TonearmStack.current
    let user = try await stack.user("acts")
    try await stack.expectFailure(stack.site.url("/act/\(act)"), of: user, code: code)
  }

  /// One of each code; the tests of the worker go through all of them.
  static var recordings: [(code: String, text: String)] {
    get throws {
      Dictionary(try StandIn.recordings.map { ($0.code, $0) }) { first, _ in first }.values
        .sorted { $0.code < $1.code }
    }
  }

  @Test(arguments: try recordings)
  func keepsWhatWasSaidForTheCurious(code: String, text: String) async throws {
    let stack = try TonearmStack.current
    let user = try await stack.user("acts")
    let url = stack.site.url("/act/say", ["text": text])
    let failed = try await stack.expectFailure(url, of: user, code: code)
    #expect(failed["failure"]["detail"].text == text + "\n")
  }

  @Test func keepsTheEndOfWhatIsSaidAtLength() async throws {
    let stack = try TonearmStack.current
    let user = try await stack.user("acts")
    let url = stack.site.url("/act/flood")
    let failed = try await stack.expectFailure(url, of: user, code: "not_found")
    let detail = try #require(failed["failure"]["detail"].text)
    #expect(detail.hasSuffix("la \nERROR: HTTP Error 404: Not Found\n"))
    #expect(detail.utf8.count == 4096)
  }

  @Test func endsAProgramThatDefiesRequests() async throws {
    let stack = try TonearmStack.current
    let user = try await stack.user("acts")
    let id = try await user.submit(stack.site.url("/act/defy"))
    try await eventually("a program at work") { !stack.processes(of: id).isEmpty }
    #expect(try await user.delete(id).status == 204)
    #expect(stack.lockHolder(user) == nil)
    try await eventually("no programs", within: .seconds(15)) { stack.processes(of: id) == [] }
    try await eventually("nothing staged") { stack.staged(id) == [] }
  }

  @Test func leavesNothingOfAProgramThatForks() async throws {
    let stack = try TonearmStack.current
    let user = try await stack.user("acts")
    let id = try await user.submit(stack.site.url("/act/fork", ["seconds": "0.5"]))
    var programs: [String] = []
    try await eventually("a program at work") {
      programs = stack.processes(of: id)
      return !programs.isEmpty
    }
    // Without the kernel's help, what leaves its session cannot be ended with it.
    if programs.contains(where: { $0.contains("bwrap") }) {
      _ = try await user.event("download_ready_for_review", of: id)
      #expect(stack.processes(of: id) == [])
    }
    #expect(try await user.delete(id).status == 204)
  }
}
