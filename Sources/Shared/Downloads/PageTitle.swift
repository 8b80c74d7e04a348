/// A page's title without what is around the artist's and the title's names: the name of the site,
/// the ending of a file, the number in a list.
struct PageTitle {
  /// The artist and the title.
  private(set) var line: TitleLine
  /// The number in the list or album; 1–999.
  private(set) var trackNumber: Int?
  /// The album, where a file's name has it before the number: "Artist - Album - 03 - Title".
  private(set) var album: TitleLine?

  /// Reads a page's title; a number stays if the rest is nothing but the artist whom `hint` names, and
  /// all numbers where `isTrack` says that the title is a track's own.
  init(_ page: TitleLine, hint: ArtistHint, isTrack: Bool) {
    line = page
    dropSite()
    dropFile()
    guard !isTrack else { return }
    while dropNumber(hint) {}
    dropMiddleNumber()
    dropGenre()
  }

  /// Whether a part of a title is the number of a track or of an episode, and so never an artist.
  static func isNumber(_ part: TitleLine) -> Bool {
    // A joiner between digits shows nothing, and lists have digits of other scripts.
    let scalars = part.scalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
    let words = scalars.split { $0 == " " || $0 == "#" || $0 == "." }
    if words.count == 1, isSeasonAndEpisode(words[0]) { return true }
    guard let last = words.last, last.allSatisfy({ $0.properties.numericType == .decimal }) else {
      return false
    }
    if words.count == 1 {
      return scalars.first == "#" || last.count < 3
        || last.count == 3 && last.first?.properties.numericValue == 0
    }
    let text = String(String.UnicodeScalarView(words[0])).lowercased()
    return words.count == 2 && (series.contains(text) || trackWords.contains(text))
  }

  /// Whether a word is like "S01E03".
  private static func isSeasonAndEpisode(_ word: ArraySlice<Unicode.Scalar>) -> Bool {
    guard word.first == "S" || word.first == "s" else { return false }
    let numbers = word.dropFirst().split(omittingEmptySubsequences: false) {
      $0 == "E" || $0 == "e"
    }
    return numbers.count == 2 && numbers.allSatisfy { !$0.isEmpty && $0.allSatisfy(isDigit) }
  }

  private static let trackWords: Set<String> = [
    "track", "titel", "piste", "трек", "faixa", "pista",
  ]

  private static let series: Set<String> = [
    "ep", "eps", "episode", "episodio", "episódio", "épisode", "folge", "avsnitt", "odcinek",
    "bölüm", "серия", "выпуск", "эпизод", "випуск", "епізод", "jakso", "aflevering", "epizod",
    "díl", "afsnit", "επεισόδιο", "حلقة", "الحلقة", "פרק", "vol", "volume", "teil", "pt", "part",
    "chapter", "kapitel", "chapitre", "capítulo", "tập", "ตอน",
  ]

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}

extension PageTitle {
  /// Drops the name of the site at the end: "Artist - Title - YouTube", "Title on Vimeo". Two of them
  /// say who made it: "Stream Title by Artist | …", "Title : Artist : …".
  private mutating func dropSite() {
    var isArchive = false
    while let last = line.separators.last,
      let name = TitleLine(scalars: line.scalars[last.range.upperBound...])?.text.lowercased(),
      Self.sites.contains(name),
      let rest = TitleLine(scalars: line.scalars[..<last.range.lowerBound])
    {
      line = rest
      isArchive = isArchive || name == "internet archive"
      if name.hasSuffix("on soundcloud") { creditSoundCloud() }
    }
    if isArchive { creditArchive() }
    for ending in Self.siteEndings {
      let ending = Array(ending.unicodeScalars)
      guard line.scalars.suffix(ending.count) == ending[...],
        let rest = TitleLine(scalars: line.scalars.dropLast(ending.count))
      else { continue }
      line = rest
    }
  }

  private mutating func creditSoundCloud() {
    let prefix = Array("Stream ".unicodeScalars)
    guard line.scalars.starts(with: prefix), let by = line.lastBy else { return }
    put(artist: line.scalars[by.upperBound...], title: line.scalars[prefix.count..<by.lowerBound])
  }

  private mutating func creditArchive() {
    guard let colon = line.separators.last, colon.kind == .colon else { return }
    put(
      artist: line.scalars[colon.range.upperBound...],
      title: line.scalars[..<colon.range.lowerBound])
  }

  private mutating func put(artist: ArraySlice<Unicode.Scalar>, title: ArraySlice<Unicode.Scalar>) {
    guard let artist = TitleLine(scalars: artist), let title = TitleLine(scalars: title),
      let line = TitleLine(scalars: artist.scalars + Self.dash + title.scalars)
    else { return }
    self.line = line
  }

  private static let dash: [Unicode.Scalar] = [" ", "-", " "]

  private static let sites: Set<String> = [
    "youtube", "youtube music", "vimeo", "bandcamp", "mixcloud", "soundcloud", "dailymotion",
    "listen online for free on soundcloud", "free listening on soundcloud", "internet archive",
    "free download, borrow, and streaming", "free download & streaming", "spotify", "deezer",
    "apple music", "audiomack", "last.fm", "rutube", "niconico", "ニコニコ動画", "bilibili",
    "яндекс музыка", "яндекс.музыка", "vk видео", "vk video",
  ]

  private static let siteEndings = [" on Vimeo", " on SoundCloud", " on Bandcamp", " on Mixcloud"]
}

extension PageTitle {
  /// Drops what a file's name has and a title has not: the format, a video's id, "_" for spaces.
  private mutating func dropFile() {
    let scalars = line.scalars
    if let dot = scalars.lastIndex(of: "."), dot > 0,
      let format = TitleLine(scalars: scalars[(dot + 1)...]),
      Self.formats.contains(format.text.lowercased()),
      let rest = TitleLine(scalars: scalars[..<dot])
    {
      line = rest
    }
    if let group = line.outerGroups.last, group.close == line.scalars.count - 1, isID(group),
      let rest = TitleLine(scalars: line.scalars[..<group.open])
    {
      line = rest
    }
    guard !line.scalars.contains(" "), line.scalars.contains("_") else { return }
    var spaced = line.scalars.map { $0 == "_" ? " " : $0 }
    let hasDash = TitleLine(scalars: spaced)?.separators.contains { $0.kind == .dash } == true
    if !hasDash { spaced = spaced.flatMap { $0 == "-" ? Self.dash : [$0] } }
    line = TitleLine(scalars: spaced) ?? line
  }

  /// Whether a group is the id of a video, as programs that download put it into names.
  private func isID(_ group: TitleLine.Group) -> Bool {
    let id = line.scalars[(group.open + 1)..<group.close]
    let isSpelled = id.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || Self.isDigit($0) || $0 == "-" || $0 == "_")
    }
    return line.scalars[group.open] == "[" && id.count == 11 && isSpelled
      && id.contains(where: \.properties.isUppercase)
      && id.contains(where: \.properties.isLowercase)
      && id.contains { Self.isDigit($0) || $0 == "-" || $0 == "_" }
  }

  private static let formats: Set<String> = [
    "mp3", "flac", "wav", "m4a", "ogg", "oga", "opus", "aac", "wma", "aif", "aiff", "alac", "ape",
    "mp4", "m4v", "webm", "mkv", "avi", "mov", "wmv", "flv",
  ]
}

extension PageTitle {
  /// A number in front, and where the rest begins.
  private typealias Leading = (digits: ArraySlice<Unicode.Scalar>, rest: Int)

  /// Drops a number in front: "03 - Artist - Title", "3. Title", "[03] Title", "Track 3: Title".
  private mutating func dropNumber(_ hint: ArtistHint) -> Bool {
    guard
      let leading = bracketedNumber ?? namedNumber ?? placeInAChart(hint) ?? vinylSide
        ?? plainNumber(hint),
      let rest = TitleLine(scalars: line.scalars[leading.rest...].drop { $0 == " " || $0 == "." }),
      rest.scalars.contains(where: \.properties.isAlphabetic)
    else { return false }
    if TitleNoise(rest.scalars)?.isCertain == true { return false }
    // "7 - Prince" is a song; "07 - Prince" is in a list.
    if leading.digits.first != "0" {
      let cleaned = rest.withoutNoise
      if cleaned.separators.isEmpty, hint.names(cleaned) { return false }
    }
    number(leading.digits)
    line = rest
    return true
  }

  private mutating func number(_ digits: ArraySlice<Unicode.Scalar>) {
    guard trackNumber == nil else { return }
    trackNumber = Int(String(String.UnicodeScalarView(digits))).flatMap { $0 > 0 ? $0 : nil }
  }

  private var bracketedNumber: Leading? {
    guard let group = line.outerGroups.first, group.open == 0 else { return nil }
    let digits = line.scalars[1..<group.close]
    let isNumber = !digits.isEmpty && digits.allSatisfy(Self.isDigit)
    guard isNumber, digits.first == "0" ? digits.count < 4 : digits.count < 3 else { return nil }
    return (digits, skippingDash(from: group.close + 1))
  }

  private var namedNumber: Leading? {
    let words = line.scalars.split(separator: " ", maxSplits: 2)
    guard words.count == 3,
      Self.trackWords.contains(String(String.UnicodeScalarView(words[0])).lowercased())
    else { return nil }
    let digits = words[1].prefix(while: Self.isDigit)
    let mark = words[1].dropFirst(digits.count)
    let rest = skippingDash(from: words[1].endIndex)
    guard (1...3).contains(digits.count),
      mark.isEmpty ? rest > words[1].endIndex + 1 : mark == [":"] || mark == ["."]
    else { return nil }
    return (digits, rest)
  }

  /// A number such as that of "#3 Artist - Title", but not that of "#3 - Title", which is an episode's.
  private func placeInAChart(_ hint: ArtistHint) -> Leading? {
    let scalars = line.scalars
    let digits = scalars.dropFirst().prefix(while: Self.isDigit)
    let rest = digits.endIndex + 1
    guard scalars[0] == "#", (1...3).contains(digits.count), rest < scalars.count,
      scalars[rest - 1] == " ", let after = TitleLine(scalars: scalars[rest...]),
      after.separators.contains(where: { $0.kind == .dash })
    else { return nil }
    // "#1 Crush - Garbage" by Garbage: the number is the title's.
    let parts = after.parts.dropFirst().compactMap { TitleLine(scalars: after.scalars[$0]) }
    let isTitles = TitleSeparator.kind(scalars[rest]) != nil || parts.contains(where: hint.names)
    return isTitles ? nil : (digits, rest)
  }

  /// The side of a record and the number there, which is no number of a track: "A1. Title".
  private var vinylSide: Leading? {
    let scalars = line.scalars
    guard scalars.count > 4, ("A"..."D").contains(scalars[0]), ("1"..."9").contains(scalars[1]),
      scalars[2] == ".", scalars[3] == " "
    else { return nil }
    return (scalars[1..<1], 4)
  }

  private func plainNumber(_ hint: ArtistHint) -> Leading? {
    let scalars = line.scalars
    var digits = scalars.prefix(while: Self.isDigit)
    guard (1...3).contains(digits.count) else { return nil }
    var end = digits.endIndex
    let second = scalars[end...].dropFirst().prefix(while: Self.isDigit)
    // The disc before the track: "1-03 Title".
    let hasDisc =
      digits.count == 1 && end < scalars.count && scalars[end] == "-" && second.count == 2
    if hasDisc {
      digits = second
      end = second.endIndex
    }
    guard end < scalars.count else { return nil }
    let isPadded = hasDisc || digits.count > 1 && digits.first == "0"
    let rest = scalars[end...]
    let dash = skippingDash(from: end)
    if rest.starts(with: [".", " "]) { return (digits, end + 2) }
    if dash > end + (rest.first == " " ? 1 : 0) {
      let isSpaced = scalars[dash - 1] == " "
      return isPadded || isSpaced && digits.count < 3 ? (digits, dash) : nil
    }
    if let mark = rest.first, "、．。".unicodeScalars.contains(mark) { return (digits, end + 1) }
    if rest.first == " " {
      // "4 Non Blondes" has no number in front, "4 Lanterns - Song" by Lanterns has.
      let named = TitleLine(scalars: rest).flatMap { line in
        line.separators.first.flatMap { TitleLine(scalars: line.scalars[..<$0.range.lowerBound]) }
      }
      return isPadded || named.map(hint.names) == true ? (digits, end + 1) : nil
    }
    let isMarked = rest.first == "." || rest.starts(with: [":", " "])
    return isPadded && isMarked ? (digits, end + 1) : nil
  }

  /// The index after a dash and the spaces around it.
  private func skippingDash(from start: Int) -> Int {
    let scalars = line.scalars
    var index = start
    if index < scalars.count, scalars[index] == " " { index += 1 }
    while index < scalars.count, TitleSeparator.kind(scalars[index]) == .dash { index += 1 }
    if index > start, index < scalars.count, scalars[index] == " " { index += 1 }
    return index
  }

  /// Drops a number after the artist, or after artist and album: "Artist - Album - 03 - Title".
  private mutating func dropMiddleNumber() {
    let dashes = line.separators.filter { $0.kind == .dash }.map(\.range)
    for (index, dash) in dashes.prefix(2).enumerated() {
      let end = index + 1 < dashes.count ? dashes[index + 1].lowerBound : line.scalars.count
      let part = line.scalars[dash.upperBound..<end].drop { $0 == " " }
      let digits = part.prefix(while: Self.isDigit)
      let isPadded = digits.first == "0" && (2...3).contains(digits.count)
      var rest = part[digits.endIndex...].drop { $0 == " " }
      let isAlone = rest.isEmpty && end < line.scalars.count
      if !isAlone, rest.first == "." { rest = rest.dropFirst().drop { $0 == " " } }
      guard isPadded || digits.count == 2 && isAlone,
        let title = TitleLine(
          scalars: isAlone
            ? line.scalars[dashes[index + 1].upperBound...] : line.scalars[rest.startIndex...]),
        title.scalars.contains(where: \.properties.isAlphabetic), !TitleSplit.isVersion(title),
        let artist = TitleLine(scalars: line.scalars[..<dashes[0].lowerBound])
      else { continue }
      if index == 1 {
        album = TitleLine(scalars: line.scalars[dashes[0].upperBound..<dash.lowerBound])
      }
      number(digits)
      put(artist: artist.scalars[...], title: title.scalars[...])
      return
    }
  }

  /// Drops brackets in front that a dash sets apart: "[Drum & Bass] - Artist - Title".
  private mutating func dropGenre() {
    let dashes = line.separators.filter { $0.kind == .dash }
    guard dashes.count > 1, let group = line.outerGroups.first, group.open == 0,
      dashes[0].range.lowerBound <= group.close + 2,
      let rest = TitleLine(scalars: line.scalars[dashes[0].range.upperBound...])
    else { return }
    line = rest
  }
}

extension TitleLine {
  /// The last "by" between spaces outside of brackets, with the spaces and a comma before it.
  var lastBy: Range<Int>? {
    let groups = outerGroups
    let by = Array(" by ".unicodeScalars)
    guard scalars.count > by.count else { return nil }
    for start in (1..<scalars.count - by.count).reversed()
    where scalars[start..<start + 4] == by[...] {
      guard !groups.contains(where: { $0.open < start && start < $0.close }) else { continue }
      return (scalars[start - 1] == "," ? start - 1 : start)..<start + 4
    }
    return nil
  }
}
