import Foundation
import TestSupport
import Testing

extension SharedStackTests {
  /// Saving, at any time and more than once.
  @Suite(.serialized) struct ConfirmTests {
    private static let typed: [String: JSONValue] = [
      "title": "Late Title", "artist": "Late Artist",
    ]

    @Test func earlySavesAreFiledByThemselvesWithTheLastValues() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("confirms")
      let id = try await user.submit(
        stack.site.url("/page", ["media": "slow.mp3?seconds=3", "title": "Trickle"]))
      let metadata = try await user.event("download_metadata", of: id)
      #expect(metadata["state"] == "downloading")
      #expect(metadata["suggested"]["title"] == "Trickle")
      let first = try await user.confirm(id, ["title": "Too early", "artist": "Early Artist"])
      #expect(first.status == 202)
      #expect(try first.json["confirmed"] == true)
      #expect(try first.json["state"] == "downloading")
      let second = try await user.confirm(
        id, ["title": "Early bird", "artist": "Early Artist", "album": nil, "year": 2001])
      #expect(second.status == 202)

      let completed = try await user.event("download_completed", of: id)
      #expect(
        user.eventNames(of: id) == [
          "download_queued", "download_started", "download_metadata", "download_updated",
          "download_updated", "download_finalizing", "download_completed",
        ])
      #expect(completed["libraryPath"] == "Early Artist - Early bird.mp3")
      let texts = try await FiledTrack(completed, in: stack).mutagen()["texts"]
      #expect(texts["TIT2"] == "Early bird" && texts["TDRC"] == "2001")
      #expect(texts["TALB"] == nil && texts["TPE2"] == "The Lanterns")
      #expect(stack.lockHolder(user) == nil)
    }

    @Test func savingAgainHasNoSecondEffect() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("confirms")
      let id = try await user.submit(stack.site.url("/direct.mp3"))
      _ = try await user.event("download_ready_for_review", of: id)
      let first = try await user.confirm(id, Self.typed)
      #expect(first.status == 200)
      let track = try FiledTrack(first.json, in: stack)
      let (bytes, files) = try (track.data, stack.libraryFiles)

      let again = try await user.confirm(id, Self.typed)
      #expect(again.status == 200)
      #expect(try again.json == first.json)
      let other = try await user.confirm(id, ["title": "Other", "artist": "Late Artist"])
      #expect(other.status == 409)
      #expect(try other.problemCode == "already_confirmed_differently")
      #expect(try track.data == bytes)
      #expect(try stack.libraryFiles == files)
      #expect(user.eventNames(of: id).count { $0 == "download_completed" } == 1)
      #expect(try await user.delete(id).problemCode == "not_cancellable")
    }

    @Test func parallelSavesFileOneTrack() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("confirms")
      let id = try await user.submit(stack.site.url("/direct.mp3"))
      _ = try await user.event("download_ready_for_review", of: id)
      let fields: [String: JSONValue] = ["title": "At once", "artist": "Everybody"]
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<8 { group.addTask { try await user.confirm(id, fields).status } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses == Array(repeating: 200, count: 8))
      #expect(try stack.libraryFiles.filter { $0.hasPrefix("Everybody") }.count == 1)
      #expect(user.eventNames(of: id).count { $0 == "download_completed" } == 1)
    }

    @Test func aTakenNameGetsANumberAndNothingIsOverwritten() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("confirms")
      var tracks: [FiledTrack] = []
      var firstBytes = Data()
      for path in ["/direct.mp3", "/direct.opus"] {
        let id = try await user.submit(stack.site.url(path))
        _ = try await user.event("download_ready_for_review", of: id)
        let answer = try await user.confirm(id, ["title": "Twice", "artist": "Echo"])
        tracks.append(try FiledTrack(answer.json, in: stack))
        if tracks.count == 1 { firstBytes = try tracks[0].data }
      }
      #expect(try tracks[0].data == firstBytes)
      #expect(try tracks[1].data != firstBytes)
      #expect(
        try stack.libraryFiles.filter { $0.hasPrefix("Echo") }
          == ["Echo - Twice (2).mp3", "Echo - Twice.mp3"])
      #expect(tracks[1].path.hasSuffix("Echo - Twice (2).mp3"))
      #expect(try await tracks[1].mutagen()["texts"]["TIT2"] == "Twice")
    }

    @Test func onlyWhatIsThereCanBeSaved() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("confirms")
      for id in ["00000000-0000-4000-8000-000000000000", "../etc", ""] {
        let answer = try await user.confirm(id, Self.typed)
        #expect(answer.status == 404)
        #expect(try answer.problemCode == "not_found")
      }
      let id = try await user.submit(stack.site.url("/direct.mp3"))
      #expect(try await user.delete(id).status == 204)
      let late = try await user.confirm(id, Self.typed)
      #expect(late.status == 409)
      #expect(try late.problemCode == "not_confirmable")
    }
  }
}
