/// A mark between the parts of a title: "Artist - Title", "Title | Artist", "Artist: Title".
struct TitleSeparator {
  /// How far a mark can be trusted.
  enum Kind {
    /// Stands between artist and title.
    case dash
    /// Often stands between artist and title, often before a remark.
    case pipe
    /// Stands between anything.
    case slash
    /// Stands between anything, and inside of titles.
    case colon
  }

  let kind: Kind
  /// The indices of the mark and its repetitions, without the spaces around them.
  let range: Range<Int>

  /// Whether scalars are marks and spaces only.
  static func isRun(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    scalars.allSatisfy { $0 == " " || kinds[$0] != nil }
  }

  static let kinds: [Unicode.Scalar: Kind] = [
    "-": .dash, "\u{2010}": .dash, "\u{2011}": .dash, "\u{2012}": .dash, "–": .dash, "—": .dash,
    "\u{2015}": .dash, "\u{2212}": .dash, "\u{FE58}": .dash, "\u{FE63}": .dash, "－": .dash,
    "_": .dash,
    "|": .pipe, "¦": .pipe, "│": .pipe, "｜": .pipe,
    "/": .slash, "／": .slash, "•": .slash, "·": .slash, "・": .slash,
    ":": .colon, "：": .colon,
  ]
}

extension TitleLine {
  /// The separators outside of brackets, in order; each has text on both sides.
  var separators: [TitleSeparator] {
    var found: [TitleSeparator] = []
    var index = 0
    for group in outerGroups + [(scalars.count, scalars.count)] {
      while index < group.open {
        let start = index
        index += 1
        guard let kind = TitleSeparator.kinds[scalars[start]] else { continue }
        while index < group.open, scalars[index] == scalars[start] { index += 1 }
        if isSeparator(kind, start..<index) {
          found.append(TitleSeparator(kind: kind, range: start..<index))
        }
      }
      index = max(index, group.close)
    }
    return found
  }

  /// The line without a separator that stands alone at an end, or a colon there; nil where none does.
  var withoutEnds: TitleLine? {
    let words = scalars.split(separator: " ")
    guard let first = words.first, let last = words.last else { return nil }
    if TitleSeparator.isRun(first) { return TitleLine(scalars: scalars.dropFirst(first.count)) }
    if TitleSeparator.isRun(last) { return TitleLine(scalars: scalars.dropLast(last.count)) }
    let endsInColon = last.last.flatMap { TitleSeparator.kinds[$0] } == .colon
    return endsInColon ? TitleLine(scalars: scalars.dropLast()) : nil
  }

  private var outerGroups: [Group] {
    let groups = self.groups.sorted { $0.open < $1.open }
    var outer: [Group] = []
    for group in groups where group.open > outer.last?.close ?? -1 { outer.append(group) }
    return outer
  }

  /// A separator has spaces around it; a colon needs only the one after it, a full-width mark none.
  private func isSeparator(_ kind: TitleSeparator.Kind, _ range: Range<Int>) -> Bool {
    guard range.lowerBound > 0, range.upperBound < scalars.count else { return false }
    let mark = scalars[range.lowerBound]
    if mark == "｜" || mark == "：" { return true }
    guard scalars[range.upperBound] == " " else { return false }
    return kind == .colon || scalars[range.lowerBound - 1] == " "
  }
}
