import Foundation
import TestSupport
import Testing

extension DisruptionTests {
  /// A library that cannot take a track.
  @Suite(.serialized) struct LibraryEndTests {
    @Test func nothingTypedIsLostWithTheLibrary() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("library-ends")
      try await stack.withWorkers {
        let id = try await user.submit(stack.site.url("/page", ["media": "direct.mp3"]))
        let ready = try await user.event("download_ready_for_review", of: id)
        #expect(ready["lastError"] == nil)
        let away = stack.library.deletingLastPathComponent().appending(path: "away")
        try FileManager.default.moveItem(at: stack.library, to: away)
        let typed: [String: JSONValue] = [
          "title": "Typed", "artist": "By Hand", "album": nil, "year": 1984, "genre": "Essay",
          "trackNumber": 7,
        ]
        let refused = try await user.confirm(id, typed)
        try FileManager.default.moveItem(at: away, to: stack.library)
        try refused.expectProblem(409, "filing_failed")
        let sentence = try #require(refused.json["detail"].text)

        let waiting = try await user.event("download_ready_for_review", of: id) {
          $0["lastError"] != nil
        }
        #expect(waiting["state"] == "awaiting_confirmation" && waiting["confirmed"] == false)
        #expect(waiting["lastError"].text == sentence)
        #expect(waiting["title"] == "Typed" && waiting["artist"] == "By Hand")
        for (field, value) in typed { #expect(waiting["draft"][field] == value) }
        #expect(waiting["draft"]["albumArtist"] == "The Lanterns")

        let saved = try await user.confirm(id, ["title": "Typed", "artist": "By Hand"])
        #expect(saved.status == 200)
        #expect(try saved.json["lastError"] == nil)
        let texts = try await FiledTrack(saved.json, in: stack).mutagen()["texts"]
        #expect(texts["TIT2"] == "Typed" && texts["TALB"] == nil && texts["TDRC"] == "1984")
        #expect(texts["TCON"] == "Essay" && texts["TRCK"] == "7")
        #expect(stack.staged(id) == [])
      }
    }
  }
}
