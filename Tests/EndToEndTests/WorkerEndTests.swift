import Foundation
import TestSupport
import Testing

extension DisruptionTests {
  /// Workers that end while they work.
  @Suite(.serialized) struct WorkerEndTests {
    private func submitSlowPage(
      _ stack: TonearmStack, _ user: SignedInUser, seconds: Int
    ) async throws -> String {
      let id = try await user.submit(
        stack.site.url("/page", ["media": "slow.mp3?seconds=\(seconds)", "cover": ""]))
      _ = try await user.event("download_metadata", of: id)
      return id
    }

    @Test func anotherWorkerFinishesWhatAKilledOneBegan() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("worker-ends")
      let settings = ["TONEARM_LEASE_SECONDS": "2"]
      try await stack.withWorkers(settings: settings) {
        let id = try await submitSlowPage(stack, user, seconds: 3)
        let orphans = stack.processes(of: id)
        #expect(!orphans.isEmpty)
        let heir = try await stack.startWorker(2, settings: settings)
        let killed = try stack.part("worker-1")
        killed.signal(SIGKILL)
        #expect(try await killed.end() == 128 + SIGKILL)

        _ = try await user.event("download_ready_for_review", of: id)
        #expect(user.eventNames(of: id).count { $0 == "download_started" } == 2)
        #expect(stack.processes(of: id) == [])
        #expect(stack.staged(id).contains("track.mp3"))
        let saved = try await user.confirm(id, ["title": "Phoenix", "artist": "Ashes"])
        #expect(saved.status == 200)
        #expect(stack.staged(id) == [])
        #expect(try stack.libraryFiles.filter { $0.hasPrefix("Ashes") } == ["Ashes - Phoenix.mp3"])
        #expect(user.eventNames(of: id).count { $0 == "download_completed" } == 1)
        let complaints = try await FiledTrack(saved.json, in: stack).complaints()
        #expect(complaints == "")
        heir.signal(SIGTERM)
        #expect(try await heir.end() == 0)
      }
    }

    @Test func aWorkerThatIsAskedToEndFinishesItsDownload() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("worker-ends")
      let worker = try await stack.startWorker(1)
      let id = try await submitSlowPage(stack, user, seconds: 4)
      worker.signal(SIGTERM)
      #expect(try await worker.end() == 0)
      _ = try await user.event("download_ready_for_review", of: id)
      #expect(user.eventNames(of: id).count { $0 == "download_started" } == 1)

      try await stack.withWorkers {
        let saved = try await user.confirm(id, ["title": "Handed over", "artist": "Ashes"])
        #expect(saved.status == 200)
      }
    }

    @Test func whatNobodyWorksOnWaitsForAWorker() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("worker-ends")
      let id = try await user.submit(stack.site.url("/direct.mp3"))
      let early = try await user.confirm(id, ["title": "Patience", "artist": "Ashes"])
      #expect(early.status == 202)
      try await stack.withWorkers {
        let completed = try await user.event("download_completed", of: id)
        #expect(completed["libraryPath"] == "Ashes - Patience.mp3")
      }
    }
  }
}
