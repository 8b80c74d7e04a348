import TestSupport
import Testing

extension SharedStackTests {
  /// Suggested covers.
  @Suite(.serialized) struct CoverTests {
    @Test func areTheirOwnersOnly() async throws {
      let stack = try TonearmStack.current
      let (owner, stranger) = try await (stack.user("covers"), stack.user("cover-thief"))
      let id = try await owner.submit(stack.site.url("/page", ["media": "direct.mp3"]))
      let ready = try await owner.event("download_ready_for_review", of: id)
      #expect(ready["hasCover"] == true)
      let path = try #require(ready["coverUrl"].text)
      #expect(path.hasPrefix("/api/v1/downloads/\(id)/cover?v="))

      let cover = try await owner.client.send("GET", path)
      #expect(cover.status == 200)
      #expect(cover.headers["content-type"] == "image/jpeg")
      #expect(cover.body.starts(with: [0xff, 0xd8, 0xff]) && cover.body.count <= 256 * 1024)
      let tag = try #require(cover.headers["etag"])
      let known = try await owner.client.send("GET", path, headers: ["if-none-match": tag])
      #expect(known.status == 304 && known.body.isEmpty)

      try await stranger.client.send("GET", path).expectProblem(404, "not_found")
      try await stack.client.send("GET", path).expectProblem(401, "unauthorized")
      #expect(!stranger.events.events.contains { $0.data["id"].text == id })
      #expect(try await owner.delete(id).status == 204)
    }

    @Test(arguments: ["cover-broken.jpg", "cover-huge.png", "cover-none.jpg", ""])
    func thatCannotBeUsedAreLeftOut(name: String) async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("covers")
      let id = try await user.submit(
        stack.site.url("/page", ["media": "direct.mp3", "cover": name]))
      let ready = try await user.event("download_ready_for_review", of: id)
      #expect(ready["hasCover"] == false && ready["coverUrl"] == nil)
      #expect(ready["coverDataUrl"] == nil)
      try await user.client.send("GET", "/api/v1/downloads/\(id)/cover")
        .expectProblem(404, "not_found")
      #expect(try await user.delete(id).status == 204)
    }

    @Test(arguments: [("cover.png", "image/png"), ("cover.webp", "image/webp")])
    func canBeReplacedUntilTheTrackIsSaved(name: String, type: String) async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("covers")
      let picture = try await stack.site.content(of: "/\(name)")
      let id = try await user.submit(stack.site.url("/page", ["media": "direct.mp3"]))
      let before = try await user.event("download_ready_for_review", of: id)
      let path = "/api/v1/downloads/\(id)/cover"
      let put = try await user.client.send(
        "PUT", path, headers: ["content-type": type], bytes: picture)
      #expect(put.status == 204)
      let updated = try await user.event("download_updated", of: id)
      #expect(updated["coverUrl"] != before["coverUrl"])
      let served = try await user.client.send("GET", path)
      #expect(served.headers["content-type"] == type && served.body == picture)

      let saved = try await user.confirm(id, ["title": .text(name), "artist": "Covered"])
      #expect(saved.status == 200)
      let pictures = try await FiledTrack(saved.json, in: stack).mutagen()["pictures"]
      #expect(pictures == [["image/jpeg", 3]])
      let after = try await user.client.send("GET", path)
      #expect(after.headers["content-type"] == "image/jpeg" && after.body != picture)
      try await user.client.send("PUT", path, headers: ["content-type": type], bytes: picture)
        .expectProblem(409, "not_editable")
    }

    @Test func thatCannotBeReadBringTheReviewBack() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("covers")
      let id = try await user.submit(stack.site.url("/direct.mp3"))
      _ = try await user.event("download_ready_for_review", of: id)
      let path = "/api/v1/downloads/\(id)/cover"
      for (type, bytes, status) in [
        ("image/gif", Array("GIF89a".utf8), 415), ("image/png", Array("no picture".utf8), 415),
        ("image/jpeg", [0xff, 0xd8, 0xff] + [UInt8](repeating: 0, count: 5 << 20), 413),
        ("image/jpeg", [0xff, 0xd8, 0xff, 0, 1, 2], 204),
      ] {
        let answer = try await user.client.send(
          "PUT", path, headers: ["content-type": type], bytes: bytes)
        #expect(answer.status == status)
      }
      let refused = try await user.confirm(id, ["title": "Kept title", "artist": "Covered"])
      try refused.expectProblem(409, "filing_failed")
      let download = try await user.download(id)
      #expect(download["state"] == "awaiting_confirmation")
      #expect(download["draft"]["title"] == "Kept title")
      #expect(try await user.delete(id).status == 204)
    }
  }
}
