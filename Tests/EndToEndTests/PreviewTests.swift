import TestSupport
import Testing

extension SharedStackTests {
  /// Listening to a track before it is saved.
  @Suite(.serialized) struct PreviewTests {
    @Test func playsTheStagedTrackWholeAndInParts() async throws {
      let stack = try TonearmStack.current
      let (user, stranger) = try await (stack.user("previews"), stack.user("preview-thief"))
      let id = try await user.submit(stack.site.url("/page", ["media": "direct.mp3"]))
      let path = "/api/v1/downloads/\(id)/audio"
      _ = try await user.event("download_ready_for_review", of: id)

      let whole = try await user.client.send("GET", path)
      #expect(whole.status == 200 && whole.headers["content-type"] == "audio/mpeg")
      #expect(whole.headers["accept-ranges"] == "bytes")
      #expect(whole.body.starts(with: Array("ID3".utf8)) && whole.body.count > 1000)
      let size = whole.body.count
      let head = try await user.client.send("HEAD", path)
      #expect(head.status == 200 && head.headers["content-length"] == "\(size)")
      #expect(head.body.isEmpty)

      let end = try await user.client.send("GET", path, headers: ["range": "bytes=-100"])
      #expect(end.status == 206 && end.body == Array(whole.body.suffix(100)))
      #expect(end.headers["content-range"] == "bytes \(size - 100)-\(size - 1)/\(size)")
      let beyond = try await user.client.send("GET", path, headers: ["range": "bytes=\(size)-"])
      try beyond.expectProblem(416, "range_not_satisfiable")
      #expect(beyond.headers["content-range"] == "bytes */\(size)")

      let tag = try #require(whole.headers["etag"])
      for (condition, status) in [(tag, 206), ("\"another\"", 200)] {
        let answer = try await user.client.send(
          "GET", path, headers: ["range": "bytes=0-9", "if-range": condition])
        #expect(answer.status == status)
      }
      let known = try await user.client.send("GET", path, headers: ["if-none-match": tag])
      #expect(known.status == 304 && known.body.isEmpty)

      try await stranger.client.send("GET", path).expectProblem(404, "not_found")
      #expect(try await user.delete(id).status == 204)
      try await user.client.send("GET", path).expectProblem(404, "preview_unavailable")
    }

    @Test func thereIsNothingToHearWhileItIsFetched() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("previews")
      let id = try await user.submit(stack.site.url("/slow.mp3", ["seconds": "60"]))
      _ = try await user.event("download_started", of: id)
      try await user.client.send("GET", "/api/v1/downloads/\(id)/audio")
        .expectProblem(404, "preview_unavailable")
      #expect(try await user.delete(id).status == 204)
    }
  }
}
