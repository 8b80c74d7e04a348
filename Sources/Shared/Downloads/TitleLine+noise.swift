extension TitleLine {
  /// The line without what says nothing about the music, until there is nothing more to drop.
  ///
  /// Dropped are the " (1)" with which yt-dlp numbers what it finds on a page of no known site, groups
  /// such as "(Official Video)" and "[HD]", parts such as "| Official Video", the same words at the
  /// very end, and quotation marks around everything. Kept are emoji, years, guests ("feat.") and
  /// whatever makes a recording another one: remix, live, acoustic, remaster, cover.
  var withoutNoise: TitleLine {
    var line = self
    while let shorter = line.withoutNumber ?? line.withoutEnds ?? line.withoutGroup
      ?? line.withoutPart ?? line.withoutLastWords ?? line.unquoted
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

  private var withoutNumber: TitleLine? {
    let numbered = scalars.dropLast(4)
    guard scalars.suffix(4) == [" ", "(", "1", ")"], let last = numbered.last,
      TitleSeparator.kinds[last] == nil
    else { return nil }
    return TitleLine(scalars: numbered)
  }

  private var withoutGroup: TitleLine? {
    for group in groups where TitleNoise(scalars[group.open + 1..<group.close])?.isNoise == true {
      if let line = without(group.open..<group.close + 1) { return line }
    }
    return nil
  }

  private var withoutPart: TitleLine? {
    for part in parts(separators) where TitleNoise(scalars[part])?.isCertain == true {
      if let line = without(part) { return line }
    }
    return nil
  }

  /// Drops the noise with which the last part ends; some of the part stays.
  private var withoutLastWords: TitleLine? {
    guard let part = parts.last else { return nil }
    let words = self.words(of: part)
    var start: Int?
    for word in words.dropFirst().reversed() {
      let tail = scalars[word.lowerBound..<part.upperBound]
      guard let noise = TitleNoise(tail), let first = TitleNoise(scalars[word]) else { break }
      if first.isNoise, noise.isCertain { start = word.lowerBound }
    }
    return start.flatMap { without($0..<part.upperBound) }
  }

  /// The ranges between separators that are not colons; the whole line where there is none.
  private var parts: [Range<Int>] { parts(separators.filter { $0.kind != .colon }) }

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

  private static let closers = Set(closing.values).union(["\"", "'", "”", "’", "»"])

  /// The line without a range and the separators that it leaves dangling; nil where nothing is left.
  private func without(_ range: Range<Int>) -> TitleLine? {
    func dangles(_ scalar: Unicode.Scalar) -> Bool {
      scalar == " " || TitleSeparator.kinds[scalar] != nil
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
}
