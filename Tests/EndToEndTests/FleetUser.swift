import TestSupport
import Testing

/// One of many users, who acts through one API and follows the events of another.
struct FleetUser: Sendable {
  let user: SignedInUser
  let title: String
  let artist: String
  /// Whether the user saves without waiting for the audio.
  let isHasty: Bool

  var libraryPath: String { "\(artist) - \(title).mp3" }

  /// Makes users of a stack that has two APIs. They share a password, for each takes a second to make.
  static func make(_ count: Int, of stack: TonearmStack) async throws -> [FleetUser] {
    let model = try await stack.user("fleet")
    let names = (0..<count).map { "fleet-\($0)" }
    let copying = """
      "local account = redis.call('HGET', KEYS[1], ARGV[1]) \
      for i = 2, #ARGV do redis.call('HSET', KEYS[1], ARGV[i], account) end"
      """
    _ = stack.redis.ask(
      "EVAL", copying, "1", "{tonearm}:accounts", model.name, names.joined(separator: " "))
    return try await withThrowingTaskGroup(of: FleetUser.self) { group in
      for (number, name) in names.enumerated() {
        group.addTask {
          let user = try await SignedInUser(
            havingAccount: name, password: model.password, of: stack, api: number % 2 + 1,
            eventAPI: 2 - number % 2)
          return FleetUser(
            user: user, title: "Song \(number)", artist: "Singer \(number)",
            isHasty: number % 4 < 2)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  /// Does a whole job, from the link to the file in the library.
  func bringHome(_ url: String) async throws {
    let id = try await user.submit(url)
    if isHasty {
      _ = try await user.event("download_metadata", of: id)
    } else {
      let ready = try await user.event("download_ready_for_review", of: id)
      #expect(ready["title"].text == title && ready["artist"].text == artist)
      #expect(ready["coverDataUrl"].text?.hasPrefix("data:image/jpeg;base64,") == true)
    }
    let saved = try await user.confirm(
      id, ["title": .text(title), "artist": .text(artist), "album": "Fleet"])
    #expect([200, 202].contains(saved.status), "\(saved.text)")
    let completed = try await user.event("download_completed", of: id)
    #expect(completed["libraryPath"].text == libraryPath)
    let names = user.eventNames(of: id)
    #expect(names.contains("download_ready_for_review") != names.contains("download_updated"))
    try await expectEachEventOnce(of: id)
  }

  /// Requires that the stream has brought the download's events and no others, each once and in order, and that
  /// the API which the user acts through tells who comes later the same.
  private func expectEachEventOnce(of id: String) async throws {
    let contents = user.events.contents
    #expect(contents.garbage == [])
    #expect(contents.events.first?.name == "snapshot")
    let news = contents.events.dropFirst().filter { $0.name.hasPrefix("download_") }
    #expect(news.allSatisfy { $0.data["id"].text == id })
    #expect(news.count { $0.name == "download_completed" } == 1)

    let logged = contents.events.compactMap(\.id)
    let positions = logged.map { $0.split(separator: ".").compactMap { Int($0) } }
    let first = try #require(positions.first)
    try #require(first.count == 2)
    #expect(positions == positions.indices.map { [first[0], first[1] + $0] })

    let late = EventStreamClient(user.client, path: "/api/v1/events", lastEventID: logged[0])
    try await eventually("the same again") { late.events.count >= logged.count - 1 }
    #expect(late.events.compactMap(\.id) == Array(logged.dropFirst()))
  }
}
