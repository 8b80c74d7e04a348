import Testing

@testable import Catalogue

@Suite struct MovingTests {
  @Test func keepsIdentityAndAgeOfARenamedFile() async throws {
    let fixture = try CatalogueFixture()
    let track = try await fixture.store(.at("a.mp3", title: "T"), at: 1)[0]
    let moved = try await fixture.writer.move(track.id, to: "b/c.mp3", at: 2)
    #expect(moved?.id == track.id)
    #expect(moved?.file.path == "b/c.mp3")
    #expect(moved?.addedAtMilliseconds == 1)
    #expect(try await fixture.writer.track(at: "a.mp3") == nil)
  }

  @Test func parksTheTrackThatARenameReplaced() async throws {
    let fixture = try CatalogueFixture()
    let tracks = try await fixture.store(.at("a"), .at("b"), .at("c"))
    #expect(try await fixture.writer.move(tracks[0].id, to: "b", at: 2)?.id == tracks[0].id)
    #expect(try await fixture.writer.track(at: "b")?.id == tracks[0].id)
    #expect(try await fixture.reader.track(tracks[1].id)?.status == .missing)

    #expect(try await fixture.writer.removeParked(before: 2) == [])
    let moved = try await fixture.writer.move(tracks[1].id, to: "d", at: 3)
    #expect(moved?.status == .ok)
    #expect(try await fixture.writer.removeParked(before: 9) == [])

    _ = try await fixture.writer.move(tracks[2].id, to: "d", at: 4)
    #expect(try await fixture.writer.removeParked(before: 5) == [tracks[1].id])
    #expect(try await fixture.writer.move(tracks[1].id, to: "e", at: 6) == nil)
    #expect(try await fixture.reader.counts().tracks == 2)
  }

  @Test func movesFoldersWithAllThatIsInThem() async throws {
    let fixture = try CatalogueFixture()
    let tracks = try await fixture.store(.at("a/1"), .at("a/b/2"), .at("ab/3"), .at("a.mp3"))
    let moved = try await fixture.writer.moveFolder("a", to: "z/y", at: 2)
    #expect(Set(moved) == Set(tracks[..<2].map(\.id)))
    let paths = try await fixture.reader.page(PageRequest(limit: 9)).tracks.map(\.file.path)
    #expect(Set(paths) == ["z/y/1", "z/y/b/2", "ab/3", "a.mp3"])
    #expect(try await fixture.writer.moveFolder("z", to: "z/z", at: 3).count == 2)
  }

  @Test func removesAFileOrAFolder() async throws {
    let fixture = try CatalogueFixture()
    let tracks = try await fixture.store(.at("a/1"), .at("a/b/2"), .at("ab/3"), .at("a0"))
    #expect(Set(try await fixture.writer.remove(at: "a")) == Set(tracks[..<2].map(\.id)))
    #expect(try await fixture.writer.remove(at: "ab/3") == [tracks[2].id])
    #expect(try await fixture.writer.remove(at: "a") == [])
    try await fixture.writer.remove([tracks[3].id])
    #expect(try await fixture.reader.counts().tracks == 0)
  }
}
