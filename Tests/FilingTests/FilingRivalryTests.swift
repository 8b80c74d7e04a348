import Downloads
import Foundation
import ID3
import Testing

@testable import Filing

/// Several filers of one download at once: a broker that fences them, and no order among them.
@Suite struct FilingRivalryTests {
  /// What the broker does for filing: claims raise the fence, and only the highest may go on.
  private actor Fencing {
    struct Lost: Error {}

    private var fence = 0
    private var destination: LibraryPath?

    func claim() -> (fence: Int, destination: LibraryPath?) {
      fence += 1
      return (fence, destination)
    }

    func record(_ path: LibraryPath, fence: Int) throws {
      guard fence == self.fence else { throw Lost() }
      destination = path
    }
  }

  /// Other file systems are tried where this machine has one.
  @Test(arguments: [nil] + FilingFixture.otherFileSystems.map(Optional.some))
  func endsWithOneFile(elsewhere: String?) async throws {
    for _ in 0..<100 {
      let fixture = try FilingFixture(elsewhere: elsewhere)
      defer { fixture.removeStagingElsewhere() }
      let fencing = Fencing()
      let results = await withTaskGroup { group in
        for rival in 0..<6 {
          group.addTask {
            for _ in 0..<rival * 8 { await Task.yield() }
            return await Self.file(fixture, fencing)
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      let last = try #require(results.max { $0.fence < $1.fence })
      try await fixture.expectFiled(at: try last.outcome.get())
    }
  }

  /// The narrowest race: a filer that has recorded its destination places the track while the next claim takes it.
  @Test(arguments: [nil] + FilingFixture.otherFileSystems.map(Optional.some))
  func endsWithOneFileWhenATrackIsPlacedAndTakenAtOnce(elsewhere: String?) async throws {
    for _ in 0..<300 {
      let fixture = try FilingFixture(elsewhere: elsewhere)
      defer { fixture.removeStagingElsewhere() }
      let path = fixture.filing.template.path(for: fixture.tag.metadata)
      let late = fixture.order(fence: 1)
      guard case .tagged(let track) = try fixture.filing.prepare(late) else { continue }
      async let lateOutcome = Result { try fixture.filing.place(track, for: late, at: path) }
      let filed = try await fixture.file(fence: 2, recorded: path)
      _ = await lateOutcome
      try await fixture.expectFiled(at: filed)
    }
  }

  private static func file(
    _ fixture: FilingFixture, _ fencing: Fencing
  ) async -> (fence: Int, outcome: Result<LibraryPath, any Error>) {
    let claim = await fencing.claim()
    do {
      let path = try await fixture.filing.file(
        fixture.order(fence: claim.fence, recorded: claim.destination),
        record: { path in
          try await fencing.record(path, fence: claim.fence)
          // A filer that has just proved its claim is where a rival hurts most.
          for _ in 0..<claim.fence * 5 { await Task.yield() }
        })
      return (claim.fence, .success(path))
    } catch {
      return (claim.fence, .failure(error))
    }
  }
}
