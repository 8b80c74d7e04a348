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
      right * 100 >= rows.count * 97,
      "\(right) of \(rows.count) rows are right:\n\(wrong.joined(separator: "\n"))")
  }

  /// Says what is suggested for a row, where that is not what a person would type.
  private func deviation(from row: SuggestionTable.Row) -> String? {
    let suggestion = suggestion(
      title: row.page, artists: row.siteArtist.map { [$0] } ?? [], uploader: row.uploader)
    let isRight =
      suggestion.artist == row.artist && suggestion.title == row.title
      && suggestion.trackNumber == row.track
    let (artist, title) = (suggestion.artist ?? "nobody", suggestion.title ?? "nothing")
    let track = suggestion.trackNumber.map { ", track \($0)" } ?? ""
    return isRight
      ? nil : "\(row.page) by \(row.uploader ?? "nobody") became \(artist) · \(title)\(track)"
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
    ("[HD]", "[HD]"), ("Open (bracket", "Open (bracket)"), ("Shut) bracket", "Shut bracket"),
    ("Wide（bracket)", "Wide（bracket）"), ("Both ([brackets", "Both (brackets)"),
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
    #expect(suggestion(title: brackets).title == nil)
    let open = String(repeating: "x", count: 498) + "(x"
    #expect(suggestion(title: open).title?.count == 499)
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "a - ", "HD - ", "(HD)", "[(a", "a: ", "\" ", " (1)", "- ", "a 「b」", "a HD ", "01 - ",
      "&amp;",
      "a by ",
      "a #b ", "(a ",
    ])
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

  @Test(
    arguments: [
      ("01 - Song", "Lanterns", "Song", 1), ("01 - Lanterns - Song", nil, "Song", 1),
      ("Lanterns - 12 - Song", nil, "Song", 12), ("Lanterns - Album - 03. Song", nil, "Song", 3),
      ("00 - Song", "Lanterns", "Song", nil), ("7 Rings", "Lanterns", "7 Rings", nil),
      ("03 - Song", "Lanterns - Topic", "03 - Song", nil),
    ] as [(String, String?, String, Int?)])
  func findsTheTrackNumber(page: String, uploader: String?, title: String, number: Int?) {
    let suggestion = suggestion(title: page, uploader: uploader)
    #expect(suggestion.artist == "Lanterns")
    #expect(suggestion.title == title)
    #expect(suggestion.trackNumber == number)
    #expect(suggestion.sources["trackNumber"] == (number == nil ? nil : .titleSplit))
  }

  @Test(arguments: [
    "01\u{200D} – Live", "０１ - Sea", "٠١ - Sea", "1 - 2", "#7 - Sea", "Ep. 3 - Sea",
  ])
  func neverTakesANumberForAnArtist(page: String) {
    #expect(suggestion(title: page).artist == nil)
  }

  @Test(arguments: [
    SuggestionTable.Row("#2 Lanterns - Sea", "Lanterns", "Sea", track: 2),
    SuggestionTable.Row("#1 Sea - Lanterns", by: "Lanterns", "Lanterns", "#1 Sea"),
    SuggestionTable.Row("S01E03 - Sea", by: "Lanterns", "Lanterns", "S01E03 - Sea"),
    SuggestionTable.Row("『海』Lanterns", by: "Lanterns", "Lanterns", "海"),
    SuggestionTable.Row("Official Music Video「海」Lanterns", by: "Lanterns", "Lanterns", "海"),
    SuggestionTable.Row("灯 - 海【官方高清MV】", "灯", "海"),
    SuggestionTable.Row("灯『海』MUSIC VIDEO（主題歌）", by: "灯", "灯", "海（主題歌）"),
    SuggestionTable.Row("01、灯-海", "灯", "海", track: 1),
    SuggestionTable.Row("4 Lanterns - Sea", by: "Lanterns", "Lanterns", "Sea", track: 4),
    SuggestionTable.Row("4 Lanterns - Sea", by: "some fan", "4 Lanterns", "Sea"),
    SuggestionTable.Row("Salt &amp Pepper - Sea", "Salt & Pepper", "Sea"),
    SuggestionTable.Row("Sea", by: "Sub.Me", "Sub.Me", "Sea"),
    SuggestionTable.Row("Lanterns - Sea (AI Upscaled)", "Lanterns", "Sea"),
    SuggestionTable.Row("Lanterns - Sea, Official Video", "Lanterns", "Sea"),
    SuggestionTable.Row("Lanterns - Sea (Official Performance Video)", "Lanterns", "Sea"),
    SuggestionTable.Row("Lanterns - Sea (Original Mix)", "Lanterns", "Sea (Original Mix)"),
    SuggestionTable.Row("灯－Sea", "灯", "Sea"),
    SuggestionTable.Row("Lanterns - Sea | Radio Nord", by: "Radio Nord", "Lanterns", "Sea"),
    SuggestionTable.Row("Lanterns - Paroles, paroles", "Lanterns", "Paroles, paroles"),
    SuggestionTable.Row("Lanterns - The Lyrics", "Lanterns", "The Lyrics"),
    SuggestionTable.Row("Lanterns - Free", "Lanterns", "Free"),
    SuggestionTable.Row("Sea, by Lanterns", "Lanterns", "Sea"),
    SuggestionTable.Row("Lanterns - Sea [Official (HD", "Lanterns", "Sea"),
  ])
  func tellsNamesFromWhatLooksLikeThem(row: SuggestionTable.Row) {
    #expect(deviation(from: row) == nil)
  }

  @Test func prefersTheSitesTrackNumber() {
    var site = SiteMetadata()
    (site.title, site.trackNumber) = ("04 - Lanterns - Song", 9)
    let suggestion = Suggestion(cleaning: site)
    #expect(suggestion.trackNumber == 9)
    #expect(suggestion.sources["trackNumber"] == .site)
    site.trackNumber = -1
    #expect(Suggestion(cleaning: site).trackNumber == 4)
  }

  @Test func isApprovedWithItsTrackNumber() throws {
    let suggestion = suggestion(title: "04 - Lanterns - Song")
    var edits = MetadataEdits()
    let approved = try MetadataApproval.resolve(
      edits, draft: MetadataEdits(), suggestion: suggestion)
    #expect(approved.trackNumber == 4)
    edits.trackNumber = .clear
    let cleared = try MetadataApproval.resolve(
      edits, draft: MetadataEdits(), suggestion: suggestion)
    #expect(cleared.trackNumber == nil)
  }

  @Test func findsTheAlbumOfAFileName() {
    let suggestion = suggestion(title: "Lanterns - Harbour - 03 - Song")
    #expect(suggestion.album == "Harbour")
    #expect(suggestion.sources["album"] == .titleSplit)
    #expect(self.suggestion(title: "Lanterns - Harbour - 03 - Song", album: "Sea").album == "Sea")
  }

  @Test func takesThePagesOwnHostForNobody() {
    var site = SiteMetadata()
    (site.title, site.uploader) = ("Song", "music.lanterns.band")
    #expect(Suggestion(cleaning: site).artist == "music.lanterns.band")
    site.webpageURL = "https://music.lanterns.band/song"
    #expect(Suggestion(cleaning: site).artist == nil)
  }

  @Test func keepsItsPromisesForAnyTitle() {
    var random = RandomTitle(seed: 20_260_819)
    for _ in 0..<2000 {
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
      if hasHalfABracket(scalars) { return "half a bracket" }
    }
    if first.sources["artist"] == .titleSplit, let artist = first.artist, isTrackNumber(artist) {
      return "a number as artist"
    }
    guard let title = first.title else {
      // The letters of "&amp;" are none of the title's.
      let hasLetters = page.unicodeScalars.contains(where: \.properties.isAlphabetic)
      return hasLetters && !page.contains("&") ? "no title" : nil
    }
    let isSplit = first.sources["artist"] == .titleSplit
    let cleaned = isSplit ? "\(first.artist ?? "") - \(title)" : title
    let again = suggestion(title: cleaned, uploader: uploader)
    let isSame = again.artist == first.artist && again.title == title
    return isSame ? nil : "\(cleaned) became \(again.artist ?? "") - \(again.title ?? "")"
  }

  private func hasHalfABracket(_ scalars: String.UnicodeScalarView) -> Bool {
    let pairs: [Unicode.Scalar: Unicode.Scalar] = [
      ")": "(", "]": "[", "}": "{", "）": "（", "］": "［", "｝": "｛", "】": "【", "」": "「", "》": "《",
    ]
    var opened: [Unicode.Scalar] = []
    for scalar in scalars {
      if pairs.values.contains(scalar) { opened.append(scalar) }
      if let open = pairs[scalar], opened.popLast() != open { return true }
    }
    return !opened.isEmpty
  }

  private func isTrackNumber(_ artist: String) -> Bool {
    artist.allSatisfy(\.isNumber) && (artist.count < 3 || artist.hasPrefix("0"))
  }
}
