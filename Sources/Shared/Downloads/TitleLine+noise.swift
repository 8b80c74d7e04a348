extension TitleLine {
  /// The line without what says nothing about the music, until there is nothing more to drop.
  ///
  /// Dropped are the " (1)" with which yt-dlp numbers what it finds on a page of no known site, groups
  /// such as "(Official Video)", "[HD]" and "(prod. Somebody)", parts such as "| Official Video", the
  /// same words at the very end, hashtags there, and quotation marks around everything. Kept are
  /// emoji, years, guests ("feat.") and whatever makes a recording another one: remix, live, acoustic,
  /// remaster, cover.
  var withoutNoise: TitleLine {
    var line = self
    while let shorter = line.withoutNumber ?? line.withoutEnds ?? line.withoutGroup
      ?? line.withoutLabel ?? line.withoutPart ?? line.withoutLastWords ?? line.unquoted
    {
      line = shorter
    }
    return line
  }

  /// The line, from which an artist is split already, without noise; a last part such as "| Audio"
  /// cannot be the title any more and goes too.
  var asTitle: TitleLine {
    var line = withoutNoise
    while let last = line.parts.dropFirst().last, TitleNoise(line.scalars[last])?.isNoise == true,
      let shorter = line.without(last)
    {
      line = shorter.withoutNoise
    }
    return line
  }

  /// The ranges between separators that are not colons; the whole line where there is none.
  var parts: [Range<Int>] { parts(separators.filter { $0.kind != .colon }) }

  /// The line without a range and the separators that it leaves dangling; nil where nothing is left.
  func without(_ range: Range<Int>) -> TitleLine? {
    func dangles(_ scalar: Unicode.Scalar) -> Bool {
      scalar == " " || TitleSeparator.kind(scalar) != nil
    }
    var before = scalars[..<range.lowerBound]
    var after = scalars[range.upperBound...]
    while before.last == " " { before.removeLast() }
    if before.last.map(dangles) ?? true { after = after.drop(while: dangles) }
    if after.allSatisfy(dangles) {
      after = []
      while let last = before.last, dangles(last) { before.removeLast() }
    }
    return TitleLine(scalars: before + [" "] + after)
  }

  private var withoutNumber: TitleLine? {
    let numbered = scalars.dropLast(4)
    guard scalars.suffix(4) == [" ", "(", "1", ")"], let last = numbered.last,
      TitleSeparator.kind(last) == nil
    else { return nil }
    return TitleLine(scalars: numbered)
  }

  private var withoutGroup: TitleLine? {
    for group in groups where isNoise(group) {
      if let line = without(group.open..<group.close + 1) { return line }
    }
    return nil
  }

  private func isNoise(_ group: Group) -> Bool {
    let inside = scalars[(group.open + 1)..<group.close]
    if TitleNoise(inside)?.isNoise == true { return true }
    let words = inside.split(separator: " ").map {
      String(String.UnicodeScalarView($0)).lowercased()
    }
    guard words.count > 1, let first = words.first, let last = words.last else { return false }
    if first == "prod" || first.hasPrefix("prod.") { return true }
    if first == "produced" || first == "mixed" { return words[1] == "by" }
    return scalars[group.open] == "[" && last == "release"
  }

  /// Drops a label in front: "Video: Artist - Title".
  private var withoutLabel: TitleLine? {
    guard let colon = separators.first, colon.kind == .colon,
      let label = TitleNoise(scalars[..<colon.range.lowerBound]), label.isNoise,
      separators.contains(where: { $0.kind == .dash })
    else { return nil }
    return without(0..<colon.range.lowerBound)
  }

  private var withoutPart: TitleLine? {
    for part in parts(separators) where TitleNoise(scalars[part])?.isCertain == true {
      if let line = without(part) { return line }
    }
    return nil
  }

  /// Drops what the last part ends with where that is noise; some of the part stays.
  var withoutLastWords: TitleLine? {
    guard let part = parts.last else { return nil }
    let words = self.words(of: part)
    let groups = outerGroups
    func isGrouped(_ word: Range<Int>) -> Bool {
      groups.contains { $0.open < word.upperBound && word.lowerBound <= $0.close }
    }
    // What is in brackets is judged by itself: "(Remastered 2009) HD" is not one phrase.
    let tail = words.dropFirst().lastIndex(where: isGrouped).map { $0 + 1 } ?? 1
    guard tail < words.count,
      let start = words[tail...].firstIndex(where: isCredit)
        ?? firstOfNoise(words, from: tail, in: part)
    else { return nil }
    return without(words[start].lowerBound..<part.upperBound)
  }

  /// Whether a producer's name or only hashtags follow: "Title prod. Somebody", "Title #new #music".
  private func isCredit(_ word: Range<Int>) -> Bool {
    if scalars[word].elementsEqual("prod.".unicodeScalars) {
      return word.upperBound < scalars.count
    }
    return scalars[word.lowerBound...].split(separator: " ").allSatisfy { tag in
      tag.count > 1 && tag.first == "#" && tag[tag.startIndex + 1].properties.isAlphabetic
    }
  }

  private func firstOfNoise(_ words: [Range<Int>], from tail: Int, in part: Range<Int>) -> Int? {
    var noise: TitleNoise?
    var first: Int?
    for index in words.indices[tail...].reversed() {
      let word = words[index]
      let isPhrase = words.count - index <= Self.longestPhrase
      if let before = TitleNoise(scalars[word]), index == words.count - 1 || noise != nil {
        noise = noise?.following(before) ?? before
      } else if isPhrase {
        noise = TitleNoise(scalars[word.lowerBound..<part.upperBound])
      } else {
        break
      }
      guard let noise, noise.isCertain, TitleNoise(scalars[word])?.hasWords ?? true else {
        continue
      }
      // "The Lyrics" is a title: what stays has to be more than a filler.
      let rest = TitleNoise(scalars[part.lowerBound..<word.lowerBound])
      if rest?.hasWords ?? true { first = index }
    }
    return first
  }

  /// The words of the longest phrase that is noise as a whole.
  private static let longestPhrase = 4

  private func parts(_ separators: [TitleSeparator]) -> [Range<Int>] {
    let starts = [0] + separators.map(\.range.upperBound)
    let ends = separators.map(\.range.lowerBound) + [scalars.count]
    return zip(starts, ends).map { $0..<$1 }
  }

  /// The words of a part; a closing bracket or quotation mark ends one as a space does.
  private func words(of part: Range<Int>) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start = part.lowerBound
    for index in part {
      let isEnd = scalars[index] == " " || Self.closers.contains(scalars[index])
      guard isEnd || index == part.upperBound - 1 else { continue }
      let end = scalars[index] == " " ? index : index + 1
      if start < end { words.append(start..<end) }
      start = index + 1
    }
    return words
  }

  private static let closers = Set(TitleBrackets.closers).union(["\"", "'", "”", "’", "»"])
}
