import TestSupport
import Testing

@testable import Catalogue

@Suite struct SearchTests {
  @Test(arguments: [
    ("bjo", ["Jóga"]), ("BJÖRK jog", ["Jóga"]), ("jog bjork", ["Jóga"]), ("post", ["夜に駆ける"]),
    ("夜", ["夜に駆ける"]), ("駆ける", ["夜に駆ける"]), ("夜駆", []), ("yoa", ["夜に駆ける"]),
    ("ёлка", ["Прованс"]), ("елк пров", ["Прованс"]), ("dont", ["Don’t Stop"]),
    ("don't sto", ["Don’t Stop"]), ("top", []), ("jóga x", []), ("ＪＯ", ["Jóga"]),
  ])
  func findsBeginningsOfWords(query: String, titles: [String]) async throws {
    let fixture = try CatalogueFixture()
    try await fixture.store(
      .titled("Jóga", artist: "Björk", album: "Homogenic"),
      .titled("夜に駆ける", artist: "YOASOBI", album: "Post"),
      .titled("Прованс", artist: "Ёлка"), .titled("Don’t Stop", artist: "Fleetwood Mac"))
    #expect(try await fixture.titles(query) == titles)
  }

  @Test(arguments: [
    "\"", "\"\"", "'", "*", "a*", "^a", "a OR", "AND", "NOT a", "(", "a)", "NEAR(a b)", "words:a",
    "-a",
    "{a b}:c", "a + b", "\\", "%", "_", ";DROP TABLE track", "\u{0}", "a\u{0}b", "\u{200d}",
    "\u{fffd}",
    "🎵", "\u{301}", "\u{10ffff}", "!!!", "'' OR 1=1 --", "﷽", "\u{e000}",
  ])
  func takesAnyQueryWithoutAnError(query: String) async throws {
    let fixture = try CatalogueFixture()
    try await fixture.store(.titled("A song"), .titled(query))
    let page = try await fixture.reader.page(PageRequest(query: query))
    #expect(page.total == page.tracks.count)
  }

  @Test func takesRandomQueries() async throws {
    let fixture = try CatalogueFixture()
    try await fixture.store(.titled("A song"))
    var random = SeededRandom(seed: 7)
    for _ in 0..<500 {
      let scalars = (0..<Int.random(in: 1...20, using: &random)).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 0...0x3ff, using: &random))
      }
      let query = String(String.UnicodeScalarView(scalars))
      _ = try await fixture.reader.page(PageRequest(query: query))
    }
  }

  @Test func forgetsOldWordsAndFindsNewOnes() async throws {
    let fixture = try CatalogueFixture()
    try await fixture.store(.at("a.mp3", title: "Before"))
    try await fixture.store(.at("a.mp3", title: "After"))
    #expect(try await fixture.titles("before") == [])
    #expect(try await fixture.titles("after") == ["After"])
    _ = try await fixture.writer.remove(at: "a.mp3")
    #expect(try await fixture.titles("after") == [])
  }

  @Test func findsNothingWhereTheQueryHasNoWords() async throws {
    let fixture = try CatalogueFixture()
    try await fixture.store(.titled("A song"))
    #expect(try await fixture.titles(" \t") == ["A song"])
    #expect(try await fixture.titles("?") == [])
  }
}
