/// The artist and the title in a page's title.
struct TitleSplit {
  let artist: TitleLine
  let title: TitleLine

  private init(artist: TitleLine, title: TitleLine) {
    self.artist = artist
    self.title = title
  }

  private init?(artist: ArraySlice<Unicode.Scalar>, title: ArraySlice<Unicode.Scalar>) {
    guard let artist = TitleLine(scalars: artist), let title = TitleLine(scalars: title) else {
      return nil
    }
    self.init(artist: artist, title: title)
  }

  /// The split with its parts cleaned; nil where either is something else for certain.
  private var cleaned: Self? {
    let artist = artist.withoutNoise
    let title = title.asTitle
    for part in [artist, title] {
      let isNoise = TitleNoise(part.scalars)?.isCertain == true
      if isNoise || TitleSeparator.isRun(part.scalars[...]) { return nil }
    }
    return Self(artist: artist, title: title)
  }

  /// The split, unless what stands where the artist should cannot be one.
  private var plausible: Self? {
    let isGroup = artist.outerGroups.first.map { $0 == (0, artist.scalars.count - 1) } == true
    return isGroup || PageTitle.isNumber(artist) ? nil : self
  }

  private var reversed: Self { Self(artist: title, title: artist) }

  private init?(_ page: TitleLine, at separator: TitleSeparator) {
    self.init(
      artist: page.scalars[..<separator.range.lowerBound],
      title: page.scalars[separator.range.upperBound...])
  }
}

extension TitleSplit {
  /// Splits a title from which noise is dropped already where one part is an artist whom `hint`
  /// names, whichever side it stands on: "Artist - Title", "Title | Artist", "Artist: Title",
  /// "Title by Artist", "Artist «Title»", "【Artist】Title".
  init?(_ page: TitleLine, namedBy hint: ArtistHint) {
    guard
      let split = Self(page, presentedBy: hint) ?? Self(page, beginningWith: hint)
        ?? Self(page, endingWith: hint) ?? Self(page, inBracketsNamedBy: hint)
        ?? Self(page, quotingBefore: hint)
    else { return nil }
    self = split
  }

  /// Splits "Station | Artist - Title" and "Artist - Title | Station", where `hint` names who presents
  /// another artist.
  private init?(_ page: TitleLine, presentedBy hint: ArtistHint) {
    let separators = page.separators
    guard let pipe = separators.first(where: { $0.kind == .pipe }),
      separators.count(where: { $0.kind == .pipe }) == 1,
      let sides = Self(page, at: pipe)
    else { return nil }
    let (station, rest) =
      hint.names(sides.artist) ? (sides.artist, sides.title) : (sides.title, sides.artist)
    guard hint.names(station), station.separators.isEmpty,
      let dash = rest.separators.first(where: { $0.kind == .dash }),
      let split = Self(rest, at: dash)?.plausible?.cleaned,
      !hint.names(split.artist), !hint.names(split.title), !Self.isVersion(split.title)
    else { return nil }
    self = split
  }

  /// More separators than any real title has; a hostile one may have hundreds.
  private static let separatorLimit = 8

  private init?(_ page: TitleLine, beginningWith hint: ArtistHint) {
    let splits =
      page.separators.prefix(Self.separatorLimit).compactMap { Self(page, at: $0) }
      + [Self(page, quoting: Self.quotes) ?? Self(framing: page)].compactMap(\.self)
    guard let split = splits.lazy.filter({ hint.names($0.artist) }).compactMap(\.cleaned).first
    else {
      return nil
    }
    self = split
  }

  private init?(_ page: TitleLine, endingWith hint: ArtistHint) {
    let splits =
      page.separators.suffix(Self.separatorLimit).reversed()
      .compactMap { Self(page, at: $0)?.reversed }
      + [Self(crediting: page)].compactMap(\.self)
    let named = splits.lazy.filter { $0.artist.separators.isEmpty && hint.names($0.artist) }
    guard let split = named.compactMap(\.cleaned).first else { return nil }
    self = split
  }

  /// Splits "“Title” Artist" and "MV「Title」Artist".
  private init?(_ page: TitleLine, quotingBefore hint: ArtistHint) {
    let scalars = page.scalars
    let opening = Set(Self.quotes.map(\.0))
    guard let open = scalars.firstIndex(where: opening.contains),
      open == 0 || TitleNoise(scalars[..<open])?.isNoise == true,
      let close = scalars[(open + 1)...].firstIndex(where: { scalar in
        Self.quotes.contains { $0 == (scalars[open], scalar) }
      }),
      let artist = TitleLine(scalars: scalars[(close + 1)...]), hint.names(artist),
      let title = TitleLine(scalars: scalars[(open + 1)..<close]),
      let split = Self(artist: artist, title: title).cleaned
    else { return nil }
    self = split
  }

  private init?(_ page: TitleLine, inBracketsNamedBy hint: ArtistHint) {
    for group in page.outerGroups where group.open == 0 || group.close == page.scalars.count - 1 {
      guard let artist = page.inside(group), hint.names(artist),
        let title = page.without(group.open..<group.close + 1),
        let split = Self(artist: artist, title: title).plausible?.cleaned
      else { continue }
      self = split
      return
    }
    return nil
  }
}

extension TitleSplit {
  /// Splits such a title by its form alone: the artist comes before the first dash, or before a
  /// title in East Asian quotation marks, or in any where the page is a video's. A title in quotation
  /// marks may come first.
  ///
  /// What follows the dash may also be the version, which `hasUploader` makes likelier: then somebody
  /// else is known to be the artist.
  init?(_ page: TitleLine, isVideo: Bool, hasUploader: Bool) {
    guard let split = Self(page, isVideo: isVideo),
      let cleaned = split.plausible?.cleaned?.plausible
    else { return nil }
    let isWord = !cleaned.title.scalars.contains(" ")
    if Self.isVersion(cleaned.title), hasUploader || !isWord { return nil }
    self = cleaned
  }

  private init?(_ page: TitleLine, isVideo: Bool) {
    let split: Self?
    if let dash = page.separators.first(where: { $0.kind == .dash }) {
      let sides = Self(page, at: dash)
      let isReversed = sides.map { $0.artist.isQuotation && !$0.title.isQuotation } == true
      split = isReversed ? sides?.reversed : sides
    } else if page.separators.isEmpty, let by = page.lastBy, let credit = Self(crediting: page),
      credit.title.isQuotation || page.scalars[by.lowerBound] == ","
    {
      split = credit
    } else {
      split =
        Self(page, quoting: TitleBrackets.quoting.map { ($0.key, $0.value) })
        ?? (isVideo ? Self(page, quoting: Self.quotes) ?? Self(framing: page) : nil)
    }
    guard let split else { return nil }
    self = split
  }

  /// Splits such a title of an unknown uploader at its only separator, which is a guess: "Artist |
  /// Title", but in Japan "Title / Artist".
  init?(guessing page: TitleLine) {
    let separators = page.separators
    guard separators.count == 1, let split = Self(page, at: separators[0])?.plausible else {
      return nil
    }
    let isJapanese = page.scalars.contains { ("\u{3041}"..."\u{30FF}").contains($0) && $0 != "・" }
    let guessed: Self?
    switch separators[0].kind {
    case .pipe: guessed = split.cleaned
    case .slash: guessed = isJapanese ? split.reversed.plausible?.cleaned : nil
    case .dash, .colon, .tilde: guessed = nil
    }
    guard let guessed else { return nil }
    self = guessed
  }

  /// Whether a title says only which version of a recording it is: "Remastered 2009", "Radio Edit".
  static func isVersion(_ title: TitleLine) -> Bool {
    let words = title.scalars.split { !$0.properties.isAlphabetic && !("0"..."9").contains($0) }
      .map { String(String.UnicodeScalarView($0)).lowercased() }
    return words.contains(where: versions.contains)
      && words.allSatisfy { versions.contains($0) || $0.count == 4 && Int($0) != nil }
  }

  private static let versions = Set(
    """
    remaster remastered remastering live acoustic radio edit mix remix version single album mono
    stereo instrumental demo extended original club dub session sessions unplugged edition deluxe
    bonus outtake alternate rehearsal vocal karaoke edited digital re recorded rerecorded
    remasterizado remasterizada remasterisé vivo ao en directo dal canlı akustik akustisch
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}

extension TitleSplit {
  /// Splits "Artist「Title」" and "Artist “Title” (feat. Guest)".
  private init?(_ page: TitleLine, quoting marks: [(Unicode.Scalar, Unicode.Scalar)]) {
    let scalars = page.scalars
    let opening = Set(marks.map(\.0))
    guard
      let open = scalars.indices.dropFirst().first(where: { index in
        // East Asian marks open anywhere, others after a space.
        opening.contains(scalars[index])
          && (TitleBrackets.quoting[scalars[index]] != nil || scalars[index - 1] == " ")
      }),
      let artist = TitleLine(scalars: scalars[..<open].trimmingSeparators),
      let title = TitleLine(scalars: scalars[open...])?.unquoted
    else { return nil }
    self.init(artist: artist, title: title)
  }

  /// Splits "Artist【Title】", unless the frame holds a remark such as 【歌ってみた】.
  private init?(framing page: TitleLine) {
    let groups = page.outerGroups.filter { page.scalars[$0.open] == "【" }
    guard groups.count == 1, groups[0].close == page.scalars.count - 1,
      let artist = TitleLine(scalars: page.scalars[..<groups[0].open].trimmingSeparators),
      let title = page.inside(groups[0]), !Self.isVersion(title),
      !Self.remarks.contains(where: { title.text.lowercased().contains($0) })
    else { return nil }
    self.init(artist: artist, title: title)
  }

  /// Marks that a title shares with many other things, and East Asian ones.
  private static let quotes = TitleLine.quotes.filter { $0.0 != "»" && $0.0 != "”" }

  private static let remarks = [
    "てみた", "カバー", "cover", "オリジナル", "ライブ", "live", "remix", "予告", "teaser", "trailer", "翻唱",
    "演唱會", "演唱会", "現場", "现场", "cv", "ver",
  ]
}

extension TitleSplit {
  /// Splits "Title by Artist" and "Title, by Artist".
  private init?(crediting page: TitleLine) {
    guard let by = page.lastBy else { return nil }
    self.init(artist: page.scalars[by.upperBound...], title: page.scalars[..<by.lowerBound])
  }
}

extension ArraySlice<Unicode.Scalar> {
  fileprivate var trimmingSeparators: Self {
    var rest = self
    while let last = rest.last, last == " " || TitleSeparator.kind(last) != nil {
      rest.removeLast()
    }
    return rest
  }
}
