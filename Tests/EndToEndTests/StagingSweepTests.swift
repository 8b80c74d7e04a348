import Foundation
import TestSupport
import Testing

extension DisruptionTests {
  /// What attempts that nobody remembers have left in staging.
  @Suite struct StagingSweepTests {
    /// Makes a file in a folder of staging, both an hour old and more.
    private func leave(_ path: String, in stack: TonearmStack) throws {
      let file = stack.staging.appending(path: path)
      let files = FileManager.default
      try files.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("rest".utf8).write(to: file)
    }

    private func age(_ folder: String, in stack: TonearmStack) throws {
      try FileManager.default.setAttributes(
        [.modificationDate: Date.now - 7200],
        ofItemAtPath: stack.staging.appending(path: folder).path(percentEncoded: false))
    }

    @Test func goesWithTheNextWorker() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("sweeps")
      var id = ""
      try await stack.withWorkers {
        id = try await user.submit(stack.site.url("/direct.mp3"))
        _ = try await user.event("download_ready_for_review", of: id)
      }
      let orphan = "00000000-0000-4000-8000-000000000000"
      try leave("\(id)/0/media.mp3", in: stack)
      try leave("\(orphan)/1/media.mp3", in: stack)
      try age(id, in: stack)
      try age(orphan, in: stack)
      try await stack.withWorkers(settings: ["TONEARM_LEASE_SECONDS": "2"]) {
        try await eventually("the sweep", within: .seconds(30)) {
          stack.staged(id) == ["track.mp3"] && stack.staged(orphan) == []
        }
        #expect(try await user.confirm(id, ["title": "Swept", "artist": "Ada"]).status == 200)
      }
    }
  }
}
