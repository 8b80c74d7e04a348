import Foundation
import TestSupport
import Testing

extension DisruptionTests {
  /// Disks that are full or read-only, where this machine lets the tests make one.
  @Suite(.serialized, .enabled(if: SmallDisk.isPossible, "mounting takes an administrator"))
  struct DiskFailureTests {
    /// Too little room for the media, and enough for that but not for an MP3 with its tag.
    @Test(arguments: [20_000, 300_000])
    func aDownloadWithoutRoomFailsAndWorksOnceThereIsSome(freeBytes: Int) async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("disks")
      let disk = try SmallDisk(sizeBytes: 4 << 20, over: stack.staging)
      try await stack.withWorkers(settings: StandIn.settings) {
        try disk.fill(butFor: freeBytes)
        let failed = try await stack.expectFailure(
          stack.site.url("/act/fast"), of: user, code: "disk_full")
        #expect(failed["failure"]["retryable"] == true)
        let said = try #require(failed["failure"]["detail"].text)
        #expect(said.contains("No space left on device"))

        try disk.fill(butFor: 2 << 20)
        let failedID = try #require(failed["id"].text)
        let again = try await user.client.send("POST", "/api/v1/downloads/\(failedID)/retry")
        #expect(again.status == 202)
        let id = try #require(try again.json["id"].text)
        _ = try await user.event("download_ready_for_review", of: id)
        #expect(try await user.delete(id).status == 204)
        try await eventually("nothing staged") { stack.staged(id) == [] }
      }
    }

    /// What is wrong with the library's disk.
    enum Trouble: CaseIterable {
      case full, readOnly

      func begin(on disk: SmallDisk) throws {
        switch self {
        case .full: try disk.fill(butFor: 100_000)
        case .readOnly: try disk.remount("ro")
        }
      }

      func end(on disk: SmallDisk) throws {
        switch self {
        case .full: try disk.fill(butFor: 4 << 20)
        case .readOnly: try disk.remount("rw")
        }
      }
    }

    @Test(arguments: Trouble.allCases, [false, true])
    func nothingTypedIsLostWhenTheLibraryTakesNoTrack(trouble: Trouble, early: Bool) async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("disks")
      let disk = try SmallDisk(sizeBytes: 8 << 20, over: stack.library)
      let typed: [String: JSONValue] = [
        "title": "Typed", "artist": "By Hand", "album": nil, "year": 1984, "trackNumber": 7,
      ]
      try await stack.withWorkers(settings: StandIn.settings) {
        let id = try await user.submit(stack.site.url("/act/fast", ["seconds": early ? "1" : "0"]))
        _ = try await user.event(early ? "download_metadata" : "download_ready_for_review", of: id)
        try trouble.begin(on: disk)
        let answer = try await user.confirm(id, typed)
        if early {
          #expect(answer.status == 202)
        } else {
          try answer.expectProblem(409, "filing_failed")
        }

        let waiting = try await user.event("download_ready_for_review", of: id) {
          $0["lastError"] != nil
        }
        #expect(waiting["state"] == "awaiting_confirmation" && waiting["confirmed"] == false)
        for (field, value) in typed { #expect(waiting["draft"][field] == value) }
        #expect(waiting["hasCover"] == true && waiting["coverDataUrl"] != nil)
        #expect(try stack.libraryFiles.filter { $0.hasSuffix(".mp3") } == [])

        try trouble.end(on: disk)
        let saved = try await user.confirm(id, ["title": "Typed", "artist": "By Hand"])
        #expect(saved.status == 200)
        #expect(try saved.json["lastError"] == nil)
        let track = try FiledTrack(saved.json, in: stack)
        let tags = try await track.mutagen()
        #expect(tags["texts"]["TIT2"] == "Typed" && tags["texts"]["TALB"] == nil)
        #expect(tags["texts"]["TDRC"] == "1984" && tags["texts"]["TRCK"] == "7")
        #expect(tags["pictures"].elements.count == 1)
        #expect(try await track.complaints() == "")
        try await eventually("nothing staged") { stack.staged(id) == [] }
      }
    }
  }
}
