import TestSupport
import Testing

extension DisruptionTests {
  /// The bounds on time and size.
  @Suite(.serialized) struct LimitTests {
    @Test func aSiteThatStopsSendingIsStalled() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("limits")
      try await stack.withWorkers(settings: ["TONEARM_DOWNLOAD_STALL_SECONDS": "2"]) {
        let url = stack.site.url("/stall.mp3")
        let failed = try await stack.expectFailure(url, of: user, code: "stalled")
        #expect(failed["failure"]["retryable"] == true)
      }
    }

    @Test func aDownloadThatTakesTooLongIsTimedOut() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("limits")
      try await stack.withWorkers(settings: ["TONEARM_DOWNLOAD_TIMEOUT_SECONDS": "3"]) {
        let url = stack.site.url("/slow.mp3", ["seconds": "60"])
        try await stack.expectFailure(url, of: user, code: "timed_out")
      }
    }

    @Test func whatIsTooLargeIsRefusedWhetherItSaysSoOrNot() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("limits")
      try await stack.withWorkers(settings: ["TONEARM_DOWNLOAD_MAX_BYTES": "300000"]) {
        for path in ["/long.mp3", "/big.mp3?megabytes=5&length=hidden", "/endless.mp3"] {
          let failed = try await stack.expectFailure(
            stack.site.url(path), of: user, code: "too_large")
          #expect(failed["failure"]["retryable"] == false)
        }
        let id = try await user.submit(stack.site.url("/direct.mp3"))
        _ = try await user.event("download_ready_for_review", of: id)
        #expect(try await user.delete(id).status == 204)
      }
    }
  }
}
