import Foundation
import TestSupport
import Testing

extension APITests {
  /// Starting downloads.
  @Suite(.serialized) struct SubmitTests {
    private static let path = "/api/v1/downloads/url"

    @Test func answersWithTheQueuedDownload() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("submits")
      let url = stack.site.url("/direct.mp3")
      let answer = try await user.client.send("POST", Self.path, json: ["url": .text(url)])
      #expect(answer.status == 202)
      let download = try answer.json
      let id = try #require(download["id"].text)
      #expect(UUID(uuidString: id) != nil && id == id.lowercased())
      #expect(answer.headers["location"] == "/api/v1/downloads/\(id)")
      #expect(download["tempId"].text == id && download["url"].text == url)
      #expect(download["state"] == "queued" && download["confirmed"] == false)
      #expect(
        download.names == [
          "id", "tempId", "url", "state", "phase", "percent", "speedBytesPerSecond", "etaSeconds",
          "confirmed", "suggested", "draft", "hasCover", "coverUrl", "duplicateOf", "failure",
          "libraryPath", "lastError", "ytDlpVersion", "createdAt", "updatedAt", "version",
        ])
      #expect(
        download["suggested"].names == [
          "title", "artist", "album", "albumArtist", "year", "genre", "durationSeconds", "uploader",
          "webpageUrl", "extractor", "sources",
        ])
      #expect(try await user.download(id) == download)
      #expect(stack.lockHolder(user) == id)
      #expect(try await user.delete(id).status == 204)
    }

    @Test func oneDownloadAtATime() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("submits")
      let id = try await user.submit(stack.site.url("/direct.mp3"))
      let other: JSONValue = ["url": .text(stack.site.url("/direct.opus"))]
      let refused = try await user.client.send("POST", Self.path, json: other)
      try refused.expectProblem(429, "download_in_progress")
      #expect(try refused.json["activeDownloadId"].text == id)
      #expect(try await user.delete(id).status == 204)
      #expect(stack.lockHolder(user) == nil)
      let next = try await user.client.send("POST", Self.path, json: other)
      #expect(next.status == 202)
      #expect(try await user.delete(#require(next.json["id"].text)).status == 204)
    }

    @Test func ofManyAtOnceOneIsAccepted() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("submits")
      let body: JSONValue = ["url": .text(stack.site.url("/direct.mp3"))]
      let answers = try await withThrowingTaskGroup(of: HTTPAnswer.self) { group in
        for _ in 0..<20 {
          group.addTask { try await user.client.send("POST", Self.path, json: body) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      let accepted = answers.filter { $0.status == 202 }
      #expect(accepted.count == 1)
      let id = try #require(accepted.first?.json["id"].text)
      for refused in answers where refused.status != 202 {
        try refused.expectProblem(429, "download_in_progress")
        #expect(try refused.json["activeDownloadId"].text == id)
      }
      #expect(try await user.delete(id).status == 204)
    }

    @Test func anIdempotencyKeyStandsForOneDownload() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("submits")
      let key = ["idempotency-key": "once \(stack.site.authority)"]
      let body: JSONValue = ["url": .text(stack.site.url("/direct.mp3"))]
      let first = try await user.client.send("POST", Self.path, headers: key, json: body)
      let again = try await user.client.send("POST", Self.path, headers: key, json: body)
      #expect(first.status == 202 && again.status == 202)
      let id = try #require(first.json["id"].text)
      #expect(try again.json["id"].text == id)
      #expect(again.headers["location"] == first.headers["location"])
      let other: JSONValue = ["url": .text(stack.site.url("/direct.opus"))]
      try await user.client.send("POST", Self.path, headers: key, json: other)
        .expectProblem(409, "idempotency_conflict")
      #expect(try await user.delete(id).status == 204)
      let late = try await user.client.send("POST", Self.path, headers: key, json: body)
      #expect(late.status == 202)
      #expect(try late.json["id"].text == id && late.json["state"] == "cancelled")
      #expect(stack.lockHolder(user) == nil)
    }

    @Test func cancelsWhatNobodyHasClaimed() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("submits")
      let id = try await user.submit(stack.site.url("/direct.mp3"))
      let early = try await user.confirm(id, ["title": "Early", "artist": "Bird"])
      #expect(early.status == 202)
      #expect(try early.json["state"] == "queued" && early.json["confirmed"] == true)
      for _ in 0..<2 { #expect(try await user.delete(id).status == 204) }
      _ = try await user.event("download_cancelled", of: id)
      #expect(
        user.eventNames(of: id) == ["download_queued", "download_updated", "download_cancelled"])
      #expect(stack.lockHolder(user) == nil)
    }
  }
}
