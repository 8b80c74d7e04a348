import Testing

@testable import Catalogue

@Suite struct DuplicateTests {
  @Test(arguments: [
    ("Björk", "Jóga", 305.0, true), ("bjork", "JOGA", 302.1, true),
    ("BJO\u{308}RK", "Jo\u{301}ga", 308, true),
    ("Björk", "Jóga", 301.9, false), ("Björk", "Jóga", 308.2, false), ("Björk", "Jóga", nil, true),
    ("Björk", "Jóga (Live)", 305, false), ("Bjork Orchestra", "Jóga", 305, false),
    ("", "", 305, false),
  ])
  func comparesArtistTitleAndDuration(
    artist: String, title: String, durationSeconds: Double?, isDuplicate: Bool
  ) async throws {
    let fixture = try CatalogueFixture()
    let track = try await fixture.store(
      .titled("Jóga", artist: "Björk", durationSeconds: 305))[0]
    let found = try await fixture.reader.duplicates(
      ofArtist: artist, title: title, durationSeconds: durationSeconds)
    #expect(found.map(\.id) == (isDuplicate ? [track.id] : []))
  }

  @Test func comparesCanonicalURLs() async throws {
    let fixture = try CatalogueFixture()
    let tracks = try await fixture.store(
      .at("a", canonicalURL: "https://x/1"), .at("b", canonicalURL: "https://x/2"), .at("c"))
    let found = try await fixture.reader.duplicates(ofCanonicalURL: "https://x/2")
    #expect(found == [tracks[1]])
    #expect(try await fixture.reader.duplicates(ofCanonicalURL: "https://x/").isEmpty)
    _ = try await fixture.writer.markAllMissing(at: 2)
    #expect(try await fixture.reader.duplicates(ofCanonicalURL: "https://x/2").isEmpty)
  }
}
