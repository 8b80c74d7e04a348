import Foundation
import TestSupport
import Testing

extension DisruptionTests {
  /// The API's end, and its next start.
  @Suite(.serialized) struct APIEndTests {
    @Test func openEventStreamsDoNotHoldItUp() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("api-ends")
      let id = try await user.submit(stack.site.url("/direct.mp3"))
      let streams = (0..<10).map { _ in EventStreamClient(user.client, path: "/api/v1/events") }
      for stream in streams { _ = try await stream.first("a snapshot") { $0.name == "snapshot" } }
      let position = try #require(streams[0].events.first?.id)

      let api = try stack.part("api")
      let asked = ContinuousClock.now
      api.signal(SIGTERM)
      #expect(try await api.end() == 0)
      #expect(ContinuousClock.now - asked < .seconds(5))
      for stream in streams {
        try await eventually("the end of the stream") { stream.contents.hasEnded }
      }

      try await stack.startAPI()
      #expect(try await user.download(id)["state"] == "queued")
      #expect(try await user.delete(id).status == 204)
      let resumed = EventStreamClient(
        user.client, path: "/api/v1/events", lastEventID: position)
      let missed = try await resumed.first("what was missed") { _ in true }
      #expect(missed.name == "download_cancelled" && missed.data["id"].text == id)
    }

    @Test func aKilledAPIForgetsNothing() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("api-killed")
      try await stack.withWorkers {
        let id = try await user.submit(stack.site.url("/slow.mp3", ["seconds": "2"]))
        _ = try await user.event("download_metadata", of: id)
        let position = user.events.events.compactMap(\.id).last
        let api = try stack.part("api")
        api.signal(SIGKILL)
        _ = try await api.end()
        try await stack.startAPI()
        let resumed = EventStreamClient(
          user.client, path: "/api/v1/events", lastEventID: position)
        _ = try await resumed.first("the review") { $0.name == "download_ready_for_review" }
        #expect(!resumed.events.contains { $0.name == "snapshot" })
        let saved = try await user.confirm(id, ["title": "Lazarus", "artist": "API"])
        #expect(saved.status == 200)
      }
    }
  }
}
