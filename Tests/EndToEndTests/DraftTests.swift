import TestSupport
import Testing

extension SharedStackTests {
  /// What is typed, kept on the way.
  @Suite(.serialized) struct DraftTests {
    @Test func aDraftOutlivesACancelAndIsSavedAfterARetry() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("drafts")
      let id = try await user.submit(stack.site.url("/direct.opus"))
      _ = try await user.event("download_ready_for_review", of: id)
      let kept = try await user.client.send(
        "PUT", "/api/v1/downloads/\(id)/draft", json: ["album": "Typed album", "year": 1971])
      #expect(kept.status == 200)
      #expect(try kept.json["draft"]["album"] == "Typed album")
      let more = try await user.client.send(
        "PUT", "/api/v1/downloads/\(id)/draft", json: ["genre": "Dub"])
      #expect(try more.json["draft"]["album"] == "Typed album")
      #expect(try more.json["draft"]["genre"] == "Dub")
      #expect(try await user.delete(id).status == 204)
      let late = try await user.client.send(
        "PUT", "/api/v1/downloads/\(id)/draft", json: ["genre": "Ska"])
      #expect(late.status == 409)
      #expect(try late.problemCode == "not_editable")

      let again = try await user.client.send("POST", "/api/v1/downloads/\(id)/retry")
      #expect(again.status == 202)
      let next = try #require(try again.json["id"].text)
      #expect(next != id)
      _ = try await user.event("download_ready_for_review", of: next)
      let saved = try await user.confirm(next, ["title": "Second try", "artist": "Drafters"])
      #expect(saved.status == 200)
      let texts = try await FiledTrack(saved.json, in: stack).mutagen()["texts"]
      #expect(texts["TALB"] == "Typed album" && texts["TDRC"] == "1971" && texts["TCON"] == "Dub")

      let ended = try await user.client.send("POST", "/api/v1/downloads/\(next)/retry")
      #expect(ended.status == 409)
      #expect(try ended.problemCode == "not_retryable")
    }

    @Test(arguments: [
      (#"{"title":5}"#, "invalid_request"), (#"{"colour":"red"}"#, "invalid_request"),
      (#"{"title":"a\u0000"}"#, "invalid_metadata"), ("[", "malformed_json"),
    ])
    func aWrongDraftIsRefused(body: String, code: String) async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("drafts")
      let answer = try await user.client.send(
        "PUT", "/api/v1/downloads/00000000-0000-4000-8000-000000000000/draft",
        headers: ["content-type": "application/json"], body: body)
      #expect(try answer.problemCode == code)
    }
  }
}
