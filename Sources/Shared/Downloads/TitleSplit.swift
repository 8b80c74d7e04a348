/// The artist and the title in a page's title.
struct TitleSplit {
  let artist: TitleLine
  let title: TitleLine

  private init(artist: TitleLine, title: TitleLine) {
    self.artist = artist
    self.title = title
  }

  /// The split with its parts cleaned; nil where either is something else for certain.
  private var cleaned: Self? {
    var artist = artist
    while let shorter = artist.withoutEnds { artist = shorter }
    let title = title.asTitle
    for part in [artist, title] {
      let isNoise = TitleNoise(part.scalars)?.isCertain == true
      if isNoise || TitleSeparator.isRun(part.scalars[...]) { return nil }
    }
    return Self(artist: artist, title: title)
  }

  private var reversed: Self { Self(artist: title, title: artist) }

  /// Splits a title from which noise is dropped already where one part is an artist whom `hint`
  /// names, whichever side it stands on: "Artist - Title", "Title | Artist", "Artist: Title",
  /// "Artist «Title»".
  init?(_ page: TitleLine, namedBy hint: ArtistHint) {
    let separated = page.separators.compactMap { Self(page, at: $0) }
    let quoted = Self(page, quoting: TitleLine.quotingBrackets) ?? Self(page, quoting: Self.quotes)
    let splits = separated + [quoted].compactMap(\.self)
    let before = splits.lazy.filter { hint.names($0.artist) }.compactMap(\.cleaned).first
    let after = splits.reversed().lazy.map(\.reversed)
      .filter { $0.artist.separators.isEmpty && hint.names($0.artist) }.compactMap(\.cleaned).first
    guard let split = before ?? after else { return nil }
    self = split
  }

  /// Splits such a title by its form alone: the artist comes before the first dash, or before a
  /// title in East Asian quotation marks, or in any where the page is a video's.
  init?(_ page: TitleLine, isVideo: Bool) {
    let dash = page.separators.first { $0.kind == .dash }
    guard
      let split = dash.flatMap({ Self(page, at: $0) })
        ?? Self(page, quoting: TitleLine.quotingBrackets)
        ?? (isVideo ? Self(page, quoting: Self.quotes) : nil),
      let cleaned = split.cleaned
    else { return nil }
    self = cleaned
  }

  /// Splits such a title at its only separator where that is a "|", which is a guess.
  init?(guessing page: TitleLine) {
    let separators = page.separators
    guard separators.count == 1, separators[0].kind == .pipe,
      let split = Self(page, at: separators[0])?.cleaned
    else { return nil }
    self = split
  }

  private init?(_ page: TitleLine, at separator: TitleSeparator) {
    guard let left = TitleLine(scalars: page.scalars[..<separator.range.lowerBound]),
      let right = TitleLine(scalars: page.scalars[separator.range.upperBound...])
    else { return nil }
    self.init(artist: left, title: right)
  }

  /// Splits "Artist「Title」", where the quotation marks are the only ones.
  private init?(_ page: TitleLine, quoting marks: [Unicode.Scalar: Unicode.Scalar]) {
    let scalars = page.scalars
    guard let open = scalars.indices.first(where: { page.opensQuote($0, marks) }),
      let closing = marks[scalars[open]], scalars.last == closing,
      let artist = TitleLine(scalars: scalars[..<open].trimmingSeparators),
      let title = TitleLine(scalars: scalars[open...])?.unquoted
    else { return nil }
    self.init(artist: artist, title: title)
  }

  /// Quotation marks that a title shares with many other things.
  private static let quotes: [Unicode.Scalar: Unicode.Scalar] = [
    "\"": "\"", "'": "'", "“": "”", "‘": "’", "«": "»",
  ]
}

extension TitleLine {
  /// East Asian marks open anywhere, others after a space.
  fileprivate func opensQuote(_ index: Int, _ marks: [Unicode.Scalar: Unicode.Scalar]) -> Bool {
    guard index > 0, marks[scalars[index]] != nil else { return false }
    return Self.quotingBrackets[scalars[index]] != nil || scalars[index - 1] == " "
  }
}

extension ArraySlice<Unicode.Scalar> {
  fileprivate var trimmingSeparators: Self {
    var rest = self
    while let last = rest.last, last == " " || TitleSeparator.kinds[last] != nil {
      rest.removeLast()
    }
    return rest
  }
}
