import Testing

@testable import Catalogue

@Suite struct TrashTests {
  @Test func hidesWhatIsInTheTrashAndBringsItBackAsItWas() async throws {
    let fixture = try CatalogueFixture()
    let track = try await fixture.store(
      .at("a.mp3", title: "Song", canonicalURL: "u"), at: 1)[0]
    let trashed = try await fixture.writer.trash(track.id, at: 2)
    #expect(trashed == track)
    #expect(try await fixture.writer.trash(track.id, at: 3) == nil)
    #expect(try await fixture.reader.track(track.id) == nil)
    #expect(try await fixture.titles("song").isEmpty)
    #expect(try await fixture.reader.duplicates(ofCanonicalURL: "u").isEmpty)
    #expect(try await fixture.reader.page(PageRequest()).total == 0)
    #expect(try await fixture.reader.counts().trashed == 1)
    #expect(try await fixture.writer.trashedTrack(track.id)?.file.path == "a.mp3")

    let back = try await fixture.writer.restore(track.id, to: "a.mp3", at: 4)
    #expect(back?.id == track.id)
    #expect(back?.addedAtMilliseconds == 1)
    #expect(try await fixture.titles("song") == ["Song"])
    #expect(try await fixture.writer.restore(track.id, to: "a.mp3", at: 5) == nil)
  }

  @Test func doesNotRestoreOverAnotherTrack() async throws {
    let fixture = try CatalogueFixture()
    let track = try await fixture.store(.at("a.mp3"))[0]
    _ = try await fixture.writer.trash(track.id, at: 2)
    let successor = try await fixture.store(.at("a.mp3"))[0]
    #expect(successor.id != track.id)
    let error = await #expect(throws: CatalogueError.self) {
      try await fixture.writer.restore(track.id, to: "a.mp3", at: 3)
    }
    #expect(error?.code == .pathTaken)
    let elsewhere = try await fixture.writer.restore(track.id, to: "a (2).mp3", at: 3)
    #expect(elsewhere?.file.path == "a (2).mp3")
  }

  @Test func leavesTheTrashAloneInScansAndRemovals() async throws {
    let fixture = try CatalogueFixture()
    let tracks = try await fixture.store(.at("a/1"), .at("a/2"))
    _ = try await fixture.writer.trash(tracks[0].id, at: 5)
    try await fixture.writer.beginScan()
    #expect(try await fixture.writer.unseen(limit: 9).map(\.id) == [tracks[1].id])
    #expect(try await fixture.writer.remove(at: "a") == [tracks[1].id])
    #expect(try await fixture.writer.markAllMissing(at: 6) == 0)
    #expect(try await fixture.writer.trashed(before: 5, limit: 9).isEmpty)
    let old = try await fixture.writer.trashed(before: 6, limit: 9)
    #expect(old.map(\.id) == [tracks[0].id])
    try await fixture.writer.remove(old.map(\.id))
    #expect(try await fixture.reader.counts().trashed == 0)
  }
}
