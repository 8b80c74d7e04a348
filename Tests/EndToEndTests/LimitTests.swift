import TestSupport
import Testing

extension DisruptionTests {
  /// The bounds on time and size.
  @Suite(.serialized) struct LimitTests {
    /// What a setting of the worker keeps out.
    static let limits: [(setting: String, value: String, paths: [String], code: String)] = [
      ("STALL_SECONDS", "2", ["/stall.mp3"], "stalled"),
      ("TIMEOUT_SECONDS", "3", ["/slow.mp3?seconds=60"], "timed_out"),
      // The one tells its length, the other does not, and the third has none.
      (
        "MAX_BYTES", "300000", ["/long.mp3", "/big.mp3?megabytes=5&length=hidden", "/endless.mp3"],
        "too_large"
      ),
      // Told by the page, and found out while it is converted.
      ("MAX_SECONDS", "10", ["/page?seconds=11", "/long.mp3"], "too_long"),
    ]

    @Test(arguments: limits)
    func areKept(setting: String, value: String, paths: [String], code: String) async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("limits")
      try await stack.withWorkers(settings: ["TONEARM_DOWNLOAD_\(setting)": value]) {
        let isAboutTime = code == "stalled" || code == "timed_out"
        for path in paths {
          let failed = try await stack.expectFailure(stack.site.url(path), of: user, code: code)
          #expect(failed["failure"]["retryable"] == .flag(isAboutTime))
        }
        // On a busy machine, anything may take its time
        if isAboutTime { return }
        let id = try await user.submit(stack.site.url("/direct.mp3"))
        _ = try await user.event("download_ready_for_review", of: id)
        #expect(try await user.delete(id).status == 204)
      }
    }
  }
}
