import Foundation
import TestSupport
import Testing

extension FleetTests {
  /// Where workers keep what waits: each on its own host's disk, all on one, or on another than the library.
  @Suite(.serialized, .showingLogs, .stack(workers: 0, settings: StandIn.settings))
  struct StagingTests {
    /// A host whose worker keeps what it fetches to itself.
    private struct Host {
      let number: Int
      let folder: TemporaryFolder

      init(_ number: Int) throws {
        self.number = number
        folder = try TemporaryFolder()
      }

      func start(in stack: TonearmStack) async throws {
        try await stack.startWorker(
          number,
          settings: [
            "TONEARM_STAGING_DIR": folder.path, "TONEARM_STAGING_DOMAIN": "host-\(number)",
          ]
        )
      }

      func stop(in stack: TonearmStack) async throws {
        let worker = try stack.part("worker-\(number)")
        worker.signal(SIGTERM)
        #expect(try await worker.end() == 0)
      }

      /// What waits on the host for a download.
      func staged(_ id: String) -> [String] {
        // Absent where nothing does
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path(of: id))) ?? []
      }

      func expectNothingQueued(in stack: TonearmStack) {
        #expect(stack.redis.ask("XLEN", "{tonearm}:finalize:host-\(number)") == ":0\r\n")
      }
    }

    /// Has a download fetched by the first host, and only the second one run until `body` starts the first again.
    private func withOnlyTheOtherHost(
      _ body: (TonearmStack, SignedInUser, _ fetcher: Host, _ other: Host, _ id: String)
        async throws -> Void
    ) async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("hosted")
      let (fetcher, other) = (try Host(1), try Host(2))
      try await fetcher.start(in: stack)
      let id = try await user.submit(stack.site.url("/act/fast"))
      _ = try await user.event("download_ready_for_review", of: id)
      #expect(fetcher.staged(id) == ["track.mp3"])
      try await fetcher.stop(in: stack)
      try await other.start(in: stack)
      try await body(stack, user, fetcher, other, id)
      try await fetcher.stop(in: stack)
      try await other.stop(in: stack)
      for host in [fetcher, other] { host.expectNothingQueued(in: stack) }
    }

    /// Does two jobs of another user, one saved and one discarded; then a worker has been idle.
    private func keepBusy(_ host: Host, of stack: TonearmStack, title: String) async throws {
      let user = try await stack.user("busy")
      for isSaved in [true, false] {
        let id = try await user.submit(stack.site.url("/act/fast"))
        _ = try await user.event("download_ready_for_review", of: id)
        #expect(host.staged(id) == ["track.mp3"])
        let answer =
          try await isSaved
          ? user.confirm(id, ["title": .text(title), "artist": "Busy"]) : user.delete(id)
        #expect(answer.status == (isSaved ? 200 : 204))
        try await eventually("nothing staged") { host.staged(id) == [] }
      }
    }

    @Test func aTrackIsFiledByTheHostThatHasIt() async throws {
      try await withOnlyTheOtherHost { stack, user, fetcher, other, id in
        async let saving = user.confirm(id, ["title": "Stayed", "artist": "Home"])
        _ = try await user.event("download_finalizing", of: id)
        try await keepBusy(other, of: stack, title: "Filed meanwhile")
        #expect(try await user.download(id)["state"] == "finalizing")
        #expect(fetcher.staged(id) == ["track.mp3"])

        try await fetcher.start(in: stack)
        let filed = try await user.event("download_completed", of: id)
        #expect(filed["libraryPath"] == "Home - Stayed.mp3")
        #expect(try await [200, 202].contains(saving.status))
        #expect(try await FiledTrack(filed, in: stack).mutagen()["texts"]["TIT2"] == "Stayed")
        try await eventually("nothing staged") { fetcher.staged(id) == [] }
      }
    }

    @Test func aDiscardGoesToTheHostThatHasTheFile() async throws {
      try await withOnlyTheOtherHost { stack, user, fetcher, other, id in
        #expect(try await user.delete(id).status == 204)
        try await keepBusy(other, of: stack, title: "Discarded meanwhile")
        #expect(fetcher.staged(id) == ["track.mp3"])
        try await fetcher.start(in: stack)
        try await eventually("nothing staged") { fetcher.staged(id) == [] }
      }
    }

    @Test func anyWorkerFilesWhatAllCanSee() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("hosted")
      var id = ""
      try await stack.withWorkers {
        id = try await user.submit(stack.site.url("/act/fast"))
        _ = try await user.event("download_ready_for_review", of: id)
      }
      #expect(stack.staged(id) == ["track.mp3"])
      try await stack.withWorkers {
        let saved = try await user.confirm(id, ["title": "Shared", "artist": "Disk"])
        #expect(saved.status == 200)
        let tags = try await FiledTrack(saved.json, in: stack).mutagen()
        #expect(tags["texts"]["TIT2"] == "Shared" && tags["pictures"] == [["image/jpeg", 3]])
        try await eventually("nothing staged") { stack.staged(id) == [] }
      }
    }

    /// Memory that Linux shows as a folder.
    private static let memory = URL(filePath: "/dev/shm")

    private static let isMemoryAnotherFileSystem: Bool = {
      func device(_ folder: URL) -> Int? {
        let path = folder.path(percentEncoded: false)
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.systemNumber] as? Int
      }
      return device(memory) != nil && device(memory) != device(.temporaryDirectory)
    }()

    @Test(.enabled(if: isMemoryAnotherFileSystem, "/dev/shm is no file system of its own"))
    func aTrackComesWholeFromAnotherFileSystem() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("hosted")
      let staging = Self.memory.appending(
        path: stack.library.deletingLastPathComponent().lastPathComponent)
      defer { try? FileManager.default.removeItem(at: staging) }
      let settings = ["TONEARM_STAGING_DIR": staging.path(percentEncoded: false)]
      try await stack.withWorkers(settings: settings) {
        let id = try await user.submit(stack.site.url("/act/fast"))
        _ = try await user.event("download_ready_for_review", of: id)
        let saved = try await user.confirm(id, ["title": "From memory", "artist": "Disk"])
        #expect(saved.status == 200)
        let track = try FiledTrack(saved.json, in: stack)
        let tags = try await track.mutagen()
        #expect(tags["texts"]["TIT2"] == "From memory" && tags["pictures"] == [["image/jpeg", 3]])
        let original = try await FiledTrack.sound(at: stack.site.url("/direct.mp3"))
        #expect(try await FiledTrack.sound(at: track.path) == original)
        let path = staging.path(percentEncoded: false)
        try await eventually("nothing staged") {
          try FileManager.default.contentsOfDirectory(atPath: path) == []
        }
      }
      let hidden = try FileManager.default.subpathsOfDirectory(
        atPath: stack.library.path(percentEncoded: false)
      ).filter { $0.hasPrefix(".tonearm/filing/") }
      #expect(hidden == [])
    }
  }
}
