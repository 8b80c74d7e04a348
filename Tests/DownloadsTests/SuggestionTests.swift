import Downloads
import Testing

@Suite struct SuggestionTests {
  private func suggestion(
    title: String? = nil, track: String? = nil, artists: [String] = [], uploader: String? = nil,
    album: String? = nil
  ) -> Suggestion {
    var site = SiteMetadata()
    (site.title, site.track, site.artists) = (title, track, artists)
    (site.uploader, site.album) = (uploader, album)
    return Suggestion(cleaning: site)
  }

  @Test(arguments: [
    ("Nina Simone - Sinnerman", "Nina Simone", "Sinnerman"),
    ("Nina Simone – Sinnerman (Official Video)", "Nina Simone", "Sinnerman"),
    ("Björk — Jóga [HD]", "Björk", "Jóga"),
    ("久石譲 - Summer [Official Audio]", "久石譲", "Summer"),
    ("Burial - Archangel (Boiler Remix)", "Burial", "Archangel (Boiler Remix)"),
    ("A - B - C", "A", "B - C"),
  ])
  func splitsArtistAndTitle(page: String, artist: String, title: String) {
    let suggestion = suggestion(title: page)
    #expect(suggestion.artist == artist)
    #expect(suggestion.title == title)
    #expect(suggestion.sources["title"] == .titleSplit)
  }

  @Test(arguments: [
    ("Paper Boats (1)", "Paper Boats"), ("  Two \t words\n", "Two words"), ("(Live)", "(Live)"),
    ("f(1)", "f(1)"),
    ("[HD]", "[HD]"), ("Open (bracket", "Open (bracket"),
  ])
  func tidiesTitles(page: String, title: String) {
    #expect(suggestion(title: page).title == title)
  }

  @Test func prefersWhatTheSiteNames() {
    let suggestion = suggestion(
      title: "X - Y", track: "Track", artists: ["One", "Two"], uploader: "Channel", album: "Album")
    #expect(suggestion.title == "Track")
    #expect(suggestion.artist == "One, Two")
    #expect(suggestion.album == "Album")
    #expect(suggestion.sources["album"] == .site)
  }

  @Test(arguments: [
    ("The Lanterns - Topic", "The Lanterns"), ("127.0.0.1:8000", nil), ("example.org", nil),
    ("St. Vincent", "St. Vincent"),
  ])
  func takesTheUploaderWhereItIsAName(uploader: String, artist: String?) {
    #expect(suggestion(title: "Song", uploader: uploader).artist == artist)
  }

  @Test func defaultsAlbumAndAlbumArtist() {
    let suggestion = suggestion(title: "A - B")
    #expect(suggestion.album == "B")
    #expect(suggestion.albumArtist == "A")
    #expect(suggestion.sources["album"] == .default)
    #expect(suggestion.sources["albumArtist"] == .default)
  }

  @Test func survivesASiteThatSaysNothing() {
    #expect(suggestion() == Suggestion())
    #expect(suggestion(title: " \u{0} \n").title == nil)
  }

  @Test func boundsWhatASiteSays() {
    let long = String(repeating: "x", count: 100_000)
    #expect(suggestion(title: long).title?.count == 500)
  }
}
