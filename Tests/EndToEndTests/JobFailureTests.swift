import Foundation
import TestSupport
import Testing

extension DisruptionTests {
  /// Downloads that fail for what happens to their workers and files, not for what they are.
  @Suite(.serialized) struct JobFailureTests {
    /// What happens, by the code that it ends with.
    enum Story: String, CaseIterable {
      case poison
      case queueTimeout = "queue_timeout"
      case stagingLost = "staging_lost"
    }

    private static let quick = StandIn.settings.merging(["TONEARM_LEASE_SECONDS": "2"]) { $1 }

    @Test(arguments: Story.allCases) func endWithAReason(story: Story) async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("stories")
      switch story {
      case .poison: try await everyWorkerDies(stack, user)
      case .queueTimeout: try await nobodyDownloads(stack, user)
      case .stagingLost: try await theFileVanishes(stack, user)
      }
    }

    private func everyWorkerDies(_ stack: TonearmStack, _ user: SignedInUser) async throws {
      let id = try await user.submit(stack.site.url("/act/hang"))
      for attempt in 1...3 {
        let worker = try await stack.startWorker(1, settings: Self.quick)
        // The stand-in's own process: then all that is to end with the worker knows of it
        try await eventually("attempt \(attempt)", within: .seconds(30)) {
          user.eventNames(of: id).count { $0 == "download_started" } == attempt
            && stack.processes(of: id).contains { $0.hasPrefix("python3") }
        }
        worker.signal(SIGKILL)
        try await worker.end()
        try await eventually("no programs") { stack.processes(of: id) == [] }
      }
      try await stack.withWorkers(settings: Self.quick) {
        try await stack.expectFailure(of: id, of: user, code: "poison")
      }
    }

    private func nobodyDownloads(_ stack: TonearmStack, _ user: SignedInUser) async throws {
      let settings = Self.quick.merging(["TONEARM_WORKER_ROLES": "finalize"]) { $1 }
      try await stack.withWorkers(settings: settings) {
        let id = try await user.submit(stack.site.url("/act/fast"))
        // Six hours pass
        #expect(stack.redis.ask("ZADD", "{tonearm}:deadlines", "XX", "CH", "1", id) == ":1\r\n")
        try await stack.expectFailure(of: id, of: user, code: "queue_timeout")
        #expect(user.eventNames(of: id) == ["download_queued", "download_failed"])
      }
    }

    private func theFileVanishes(_ stack: TonearmStack, _ user: SignedInUser) async throws {
      try await stack.withWorkers(settings: Self.quick) {
        let id = try await user.submit(stack.site.url("/act/fast"))
        _ = try await user.event("download_ready_for_review", of: id)
        try FileManager.default.removeItem(at: stack.staging.appending(path: id))
        try await user.confirm(id, ["title": "Gone", "artist": "Before"])
          .expectProblem(409, "filing_failed")
        try await stack.expectFailure(of: id, of: user, code: "staging_lost")
        #expect(try stack.libraryFiles.filter { $0.contains("Before - Gone") } == [])
      }
    }
  }
}
