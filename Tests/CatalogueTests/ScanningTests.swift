import Testing

@testable import Catalogue

@Suite struct ScanningTests {
  private func found(_ file: LibraryFile) -> FoundFile {
    FoundFile(path: file.path, stamp: file.stamp)
  }

  @Test func readsOnlyWhatIsNewOrChanged() async throws {
    let fixture = try CatalogueFixture()
    try await fixture.store(.at("same"), .at("changed"), .at("gone"))
    var changed = LibraryFile.at("changed")
    changed.stamp.sizeBytes += 1
    try await fixture.writer.beginScan()
    let comparison = try await fixture.writer.compare(
      [found(.at("new")), found(.at("same")), found(changed)], at: 2)
    #expect(comparison.toRead.map(\.path) == ["new", "changed"])
    #expect(comparison.cameBack == 0)
    #expect(try await fixture.writer.unseen(limit: 9).map(\.path) == ["gone"])
  }

  @Test func seesWhatIsStoredMovedOrRestoredMeanwhile() async throws {
    let fixture = try CatalogueFixture()
    let tracks = try await fixture.store(.at("a"), .at("d/b"), .at("c"), .at("gone"))
    _ = try await fixture.writer.trash(tracks[2].id, at: 2)
    try await fixture.writer.beginScan()
    _ = try await fixture.writer.move(tracks[0].id, to: "a2", at: 3)
    _ = try await fixture.writer.moveFolder("d", to: "e", at: 3)
    _ = try await fixture.writer.restore(tracks[2].id, to: "c", at: 3)
    try await fixture.store(.at("new"))
    #expect(try await fixture.writer.unseen(limit: 9).map(\.path) == ["gone"])
    try await fixture.writer.beginScan()
    #expect(try await fixture.writer.unseen(limit: 9).count == 5)
  }

  @Test func listsTheUnseenInParts() async throws {
    let fixture = try CatalogueFixture()
    try await fixture.store(.at("a"), .at("b"), .at("c"))
    try await fixture.writer.beginScan()
    let first = try await fixture.writer.unseen(limit: 2)
    #expect(first.map(\.path) == ["a", "b"])
    let rest = try await fixture.writer.unseen(after: first[1].path, limit: 2)
    #expect(rest.map(\.path) == ["c"])
  }

  @Test func bringsMissingTracksBackAsTheyWere() async throws {
    let fixture = try CatalogueFixture()
    let files = ["a", "b"].map { LibraryFile.at($0) }
    let track = try await fixture.store(files[0])[0]
    _ = try await fixture.writer.store([files[1]], isPending: true, at: 1)
    #expect(try await fixture.writer.markAllMissing(at: 2) == 2)
    #expect(try await fixture.writer.markAllMissing(at: 3) == 0)
    #expect(try await fixture.reader.track(track.id)?.status == .missing)
    #expect(try await fixture.reader.counts().missing == 2)
    try await fixture.writer.beginScan()
    let comparison = try await fixture.writer.compare(files.map(found), at: 4)
    #expect(comparison == ScanComparison(toRead: [], cameBack: 2))
    let statuses = try await fixture.reader.page(PageRequest(limit: 9)).tracks.map(\.status)
    #expect(Set(statuses.map(\.rawValue)) == ["ok", "pending"])
  }
}
