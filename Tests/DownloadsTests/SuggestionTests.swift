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

  @Test func readsMostTitlesAsAPersonWould() {
    let rows = SuggestionTable.all
    let wrong = rows.compactMap(deviation)
    let right = rows.count - wrong.count
    #expect(
      right * 100 >= rows.count * 68,
      "\(right) of \(rows.count) rows are right:\n\(wrong.joined(separator: "\n"))")
  }

  /// Says what is suggested for a row, where that is not what a person would type.
  private func deviation(from row: SuggestionTable.Row) -> String? {
    let suggestion = suggestion(
      title: row.page, artists: row.siteArtist.map { [$0] } ?? [], uploader: row.uploader)
    guard suggestion.artist != row.artist || suggestion.title != row.title else { return nil }
    let (artist, title) = (suggestion.artist ?? "nobody", suggestion.title ?? "nothing")
    return "\(row.page) by \(row.uploader ?? "nobody") became \(artist) · \(title)"
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
    #expect(suggestion(title: "\(long.prefix(499)) \(long)").title?.count == 499)
    let many = Array(repeating: "xy", count: 9000)
    #expect(suggestion(title: "a", artists: many).artist?.count == 499)
    let brackets = String(repeating: "([", count: 50_000) + String(repeating: "])", count: 50_000)
    #expect(suggestion(title: brackets).title?.count == 500)
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: ["a - ", "HD - ", "(HD)", "[(", "a: ", "\" ", " (1)", "- ", "「", "a HD "])
  func getsThroughTitlesMadeToBeSlow(piece: String) {
    let page = String(repeating: piece, count: 1000)
    #expect(suggestion(title: page, uploader: "b").title != nil)
  }

  @Test func looksBehindCombiningMarks() {
    let suggestion = suggestion(title: "A -\u{301} B - C (\u{301}HD) \r\n[HD]")
    #expect(suggestion.artist == "A -\u{301} B")
    #expect(suggestion.title == "C (\u{301}HD)")
  }

  @Test func saysWhereEachFieldIsFrom() {
    let split = suggestion(title: "Song - Adele", uploader: "AdeleVEVO")
    #expect(split.sources["artist"] == .titleSplit)
    #expect(split.uploader == "AdeleVEVO")
    let whole = suggestion(title: "Song (HD)", uploader: "Adele - Topic")
    #expect(whole.sources["title"] == .site)
    #expect(whole.sources["artist"] == .site)
    let named = suggestion(title: "Adele - Song", artists: ["Adele", "Guest"])
    #expect(named.sources["artist"] == .site)
    #expect(named.sources["title"] == .titleSplit)
    let track = suggestion(title: "Adele - Song (HD)", track: "Song", uploader: "fan")
    #expect(track.artist == "Adele")
    #expect(track.sources["title"] == .site)
  }

  @Test func keepsItsPromisesForAnyTitle() {
    var random = RandomTitle(seed: 20_260_819)
    for _ in 0..<20_000 {
      let (page, uploader) = (random.title(), random.name())
      if let broken = brokenPromise(page, uploader) {
        Issue.record("\(broken): \(page.debugDescription) by \(uploader.debugDescription)")
        return
      }
    }
  }

  /// Says which promise the suggestion for a page breaks.
  private func brokenPromise(_ page: String, _ uploader: String?) -> String? {
    let first = suggestion(title: page, uploader: uploader)
    for text in [first.title, first.artist, first.album, first.albumArtist, first.uploader] {
      guard let scalars = text?.unicodeScalars else { continue }
      if !(1...500).contains(scalars.count) { return "length" }
      if scalars.first == " " || scalars.last == " " { return "white space" }
      if scalars.contains(where: \.properties.isBidiControl) { return "bidi" }
      if scalars.contains(where: { $0.properties.generalCategory == .control }) { return "control" }
    }
    guard let title = first.title else { return nil }
    let isSplit = first.sources["artist"] == .titleSplit
    let cleaned = isSplit ? "\(first.artist ?? "") - \(title)" : title
    let again = suggestion(title: cleaned, uploader: uploader)
    let isSame = again.artist == first.artist && again.title == title
    return isSame ? nil : "\(cleaned) became \(again.artist ?? "") - \(again.title ?? "")"
  }
}
