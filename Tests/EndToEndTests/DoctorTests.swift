import TestSupport
import Testing

extension APITests {
  /// `tonearm-worker doctor`.
  @Suite struct DoctorTests {
    private func doctor(_ settings: [String: String] = [:]) async throws -> Program.Outcome {
      let stack = try TonearmStack.current
      return try await Program.run(
        [BuiltProducts.path(of: "tonearm-worker"), "doctor"],
        environment: stack.environment.merging(settings) { $1 })
    }

    @Test func findsAWorkingMachineWell() async throws {
      let outcome = try await doctor()
      #expect(outcome.status == 0)
      for subject in ["redis", "library", "disk", "yt-dlp", "sandbox", "ffmpeg", "deno"] {
        let line = outcome.output.split(separator: "\n").first { $0.contains(" \(subject) ") }
        #expect(line?.hasPrefix("FAIL") == false)
      }
    }

    @Test func saysWhatIsWrongAndGoesOn() async throws {
      let outcome = try await doctor([
        "TONEARM_REDIS_URL": "unix:///nowhere.sock", "TONEARM_LIBRARY_DIR": "/nowhere",
        "TONEARM_STAGING_DIR": "/nowhere/staging",
      ])
      #expect(outcome.status == 1)
      let failed = outcome.output.split(separator: "\n").filter { $0.hasPrefix("FAIL") }
      #expect(failed.count == 3)
      #expect(failed.contains { $0.contains("TONEARM_REDIS_URL") })
      #expect(outcome.output.contains("ok    ffmpeg"))
    }
  }
}
