import TestSupport
import Testing

extension APITests {
  /// The event stream: nothing twice, nothing lost, nothing of others.
  @Suite(.serialized) struct EventTests {
    private static let path = "/api/v1/events"

    /// Makes two logged events.
    private func submitAndCancel(_ stack: TonearmStack, _ user: SignedInUser) async throws -> String
    {
      let id = try await user.submit(stack.site.url("/direct.mp3"))
      #expect(try await user.delete(id).status == 204)
      _ = try await user.event("download_cancelled", of: id)
      return id
    }

    @Test func beginsWithASnapshot() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("events")
      let id = try await submitAndCancel(stack, user)
      let stream = EventStreamClient(user.client, path: Self.path)
      let first = try await stream.first("a snapshot") { _ in true }
      #expect(first.name == "snapshot")
      #expect(first.data.names == ["downloads", "epoch", "offset"])
      #expect(
        try await user.client.send("GET", "/api/v1/downloads").json["downloads"]
          == first.data["downloads"])
      #expect(first.data["downloads"].elements.first?["id"].text == id)

      let contents = stream.contents
      #expect(contents.retries == ["2000"])
      #expect(contents.garbage == [])
      let head = try #require(contents.head)
      #expect(head.status == 200)
      #expect(head.headers["content-type"]?.hasPrefix("text/event-stream") == true)
      #expect(head.headers["cache-control"] == "no-store")
      #expect(head.headers["x-accel-buffering"] == "no")
    }

    @Test func resumesWithExactlyWhatWasMissed() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("events")
      for _ in 0..<3 { _ = try await submitAndCancel(stack, user) }
      let logged = user.events.events.filter { $0.id != nil }
      for (index, event) in logged.enumerated() {
        let id = try #require(event.id)
        let missed = logged.dropFirst(index + 1).map(\.id)
        let resumed = EventStreamClient(user.client, path: Self.path, lastEventID: id)
        try await eventually("what was missed") { resumed.events.count >= missed.count }
        #expect(resumed.events.map(\.id) == missed)
        #expect(!resumed.events.contains { $0.name == "snapshot" })
      }
      let last = try #require(logged.last?.id)
      let resumed = EventStreamClient(user.client, path: "\(Self.path)?lastEventId=\(last)")
      try await eventually("an open stream") { resumed.contents.retries != [] }
      let id = try await submitAndCancel(stack, user)
      _ = try await resumed.first("the live event") { $0.name == "download_cancelled" }
      #expect(resumed.events.map(\.name) == ["download_queued", "download_cancelled"])
      #expect(resumed.events.allSatisfy { $0.data["id"].text == id })
      #expect(resumed.events.map(\.id) == user.events.events.suffix(2).map(\.id))
    }

    @Test(arguments: ["1.1", "nonsense", "", "1", "9.9.9", "-1.-1"])
    func aPlaceThatIsUnknownGetsASnapshot(lastEventID: String) async throws {
      let user = try await TonearmStack.current.user("events")
      let stream = EventStreamClient(user.client, path: Self.path, lastEventID: lastEventID)
      #expect(try await stream.first("an event") { _ in true }.name == "snapshot")
    }

    @Test func aClientThatStopsReadingIsCutOffAndResumes() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("deaf")
      let id = try await user.submit(stack.site.url("/direct.mp3"))
      let deaf = try DeafClient(stack.socket(), path: Self.path, token: user.token)
      let before = user.events.events.compactMap(\.id).last
      // Far more than sockets hold: each event tells the whole draft.
      let text = JSONValue.text(String(repeating: "🎵", count: 500))
      for number in 0..<60 {
        let draft: JSONValue = .object([
          "title": .text("\(number)"), "artist": text, "album": text, "albumArtist": text,
          "genre": text,
        ])
        let kept = try await user.client.send("PUT", "/api/v1/downloads/\(id)/draft", json: draft)
        #expect(kept.status == 200)
      }
      try await eventually("the deaf client to be cut off", within: .seconds(40)) {
        try await stack.metrics(of: "api")
          .contains("tonearm_event_streams_closed_total{reason=\"slow\"} 1")
      }
      withExtendedLifetime(deaf) {}
      let resumed = EventStreamClient(user.client, path: Self.path, lastEventID: before)
      _ = try await resumed.first("the last draft") { $0.data["draft"]["title"] == "59" }
      #expect(resumed.events.count == 60)
      #expect(try await user.delete(id).status == 204)
    }

    @Test func everyClientOfAUserHearsTheSame() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("events")
      let streams = (0..<20).map { _ in EventStreamClient(user.client, path: Self.path) }
      for stream in streams { _ = try await stream.first("a snapshot") { $0.name == "snapshot" } }
      let id = try await submitAndCancel(stack, user)
      let expected = user.events.events.suffix(2).map(\.id)
      for stream in streams {
        _ = try await stream.first("the last event") { $0.name == "download_cancelled" }
        #expect(stream.events.dropFirst().map(\.id) == expected)
        #expect(stream.events.dropFirst().allSatisfy { $0.data["id"].text == id })
      }
    }

    @Test func usersNeverSeeEachOther() async throws {
      let stack = try TonearmStack.current
      let (owner, stranger) = try await (stack.user("events"), stack.user("stranger"))
      let id = try await owner.submit(stack.site.url("/direct.mp3"))
      let path = "/api/v1/downloads/\(id)"
      try await stranger.client.send("GET", path).expectProblem(404, "not_found")
      try await stranger.client.send("GET", "\(path)/cover").expectProblem(404, "not_found")
      try await stranger.delete(id).expectProblem(404, "not_found")
      try await stranger.confirm(id, ["title": "Mine", "artist": "Me"])
        .expectProblem(404, "not_found")
      #expect(try await stranger.client.send("GET", "/api/v1/downloads").json == ["downloads": []])
      let position = try #require(owner.events.events.last?.id)
      let peeping = EventStreamClient(stranger.client, path: Self.path, lastEventID: position)
      _ = try await peeping.first("an event") { _ in true }
      let own = try await stranger.submit(stack.site.url("/direct.mp3"))
      #expect(try await stranger.delete(own).status == 204)
      #expect(try await owner.delete(id).status == 204)
      _ = try await stranger.event("download_cancelled", of: own)
      _ = try await owner.event("download_cancelled", of: id)
      for stream in [peeping, stranger.events] {
        #expect(stream.events.dropFirst().allSatisfy { $0.data["id"].text == own })
        #expect(stream.events.first?.data["downloads"] == [])
      }
      #expect(owner.eventNames(of: own) == [])
    }
  }
}
