import Files
import Testing

@testable import Catalogue

@Suite struct ReopeningTests {
  @Test func reopensWhatIsDirectlyInAFolder() async throws {
    let fixture = try CatalogueFixture()
    let paths: [TrackPath] = ["a.mp3", "one/b.mp3", "one/two/c.mp3", "one-more/d.mp3"]
    var ids: [TrackID] = []
    for path in paths { ids += try await fixture.store(.at(path)).map(\.id) }
    #expect(try await fixture.writer.reopen(in: "one") == [ids[1]])
    #expect(try await fixture.writer.reopen(in: nil) == [ids[0]])
    #expect(try await fixture.writer.pending(limit: 10).map(\.id) == [ids[0], ids[1]])
  }
}
