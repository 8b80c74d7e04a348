import Foundation
import TestSupport
import Testing

/// Two APIs and three workers on one Redis, and many users at once.
@Suite(.serialized) enum FleetTests {
  @Suite(.showingLogs, .stack(workers: 3, settings: StandIn.settings)) struct StandInTests {
    @Test func fiftyUsersDoWholeJobsAtOnce() async throws {
      try await bringHome(50) { stack, user in
        stack.site.url(
          "/act/fast",
          ["title": user.title, "artist": user.artist, "seconds": user.isHasty ? "1" : "0"])
      }
    }
  }

  @Suite(.showingLogs, .stack(workers: 3)) struct YtDlpTests {
    @Test func tenUsersDoWholeJobsAtOnce() async throws {
      try await bringHome(10) { stack, user in
        stack.site.url(
          "/page",
          [
            "title": user.title, "artist": user.artist,
            "media": user.isHasty ? "slow.mp3?seconds=2" : "direct.mp3",
          ])
      }
    }
  }

  /// Has that many users bring home what `link` gives each of them, all at once.
  private static func bringHome(
    _ count: Int, _ link: @Sendable @escaping (TonearmStack, FleetUser) -> String
  ) async throws {
    let stack = try TonearmStack.current
    try await stack.startAPI(2)
    let users = try await FleetUser.make(count, of: stack)
    try await withThrowingDiscardingTaskGroup { group in
      for user in users { group.addTask { try await user.bringHome(link(stack, user)) } }
    }
    #expect(try stack.libraryFiles == users.map(\.libraryPath).sorted())
    #expect(try await tags(in: stack.library) == tags(of: users))
    for user in users { #expect(stack.lockHolder(user.user) == nil) }
    // Early approvals, of which some may have come too late to be that
    #expect(users.contains { $0.user.events.events.contains { $0.name == "download_updated" } })
  }

  private static let script = """
    import json, pathlib, sys
    from mutagen.id3 import ID3
    tags = {path.name: ID3(path) for path in pathlib.Path(sys.argv[1]).glob("*.mp3")}
    print(json.dumps({name: [*(str(tag[key]) for key in ("TIT2", "TPE1", "TALB")),
                             str(len(tag.getall("APIC")))] for name, tag in tags.items()}))
    """

  /// Title, artist, album and the number of pictures of each file, as mutagen reads them.
  private static func tags(in library: URL) async throws -> JSONValue {
    try JSONValue(
      parsing: try await Program.output(
        [TestTool.python.path, "-c", script, library.path(percentEncoded: false)]))
  }

  private static func tags(of users: [FleetUser]) -> JSONValue {
    .object(
      Dictionary(
        uniqueKeysWithValues: users.map {
          ($0.libraryPath, [.text($0.title), .text($0.artist), "Fleet", "1"])
        }))
  }
}
