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
    /// A dash where there is none, else a part of the title.
    case tilde
  }

  let kind: Kind
  /// The indices of the mark and its repetitions, without the spaces around them.
  let range: Range<Int>

  /// Whether scalars are marks and spaces only.
  static func isRun(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    scalars.allSatisfy { $0 == " " || kind($0) != nil }
  }

  /// The kind of a mark; nil where a scalar is none.
  static func kind(_ scalar: Unicode.Scalar) -> Kind? {
    // Most of most lines are letters, and every scalar of every line is asked.
    scalar == " " || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
      ? nil : kinds[scalar]
  }

  private static let kinds: [Unicode.Scalar: Kind] = [
    "-": .dash, "\u{2010}": .dash, "\u{2011}": .dash, "\u{2012}": .dash, "–": .dash, "—": .dash,
    "\u{2015}": .dash, "\u{2212}": .dash, "\u{FE58}": .dash, "\u{FE63}": .dash, "－": .dash,
    "_": .dash,
    "|": .pipe, "¦": .pipe, "│": .pipe, "｜": .pipe,
    "/": .slash, "／": .slash, "•": .slash, "·": .slash, "・": .slash,
    ":": .colon, "：": .colon,
    "~": .tilde, "∼": .tilde, "〜": .tilde, "～": .tilde,
  ]
}

extension TitleLine {
  /// The separators outside of brackets, in order; each has text on both sides.
  ///
  /// A dash with a space on one side only ("Artist -Title"), a long one with none ("Artist—Title") and
  /// any between East Asian words count where no dash has both spaces, and so does the tilde.
  var separators: [TitleSeparator] {
    let marks = self.marks
    let clear = marks.filter { $0.isClear && $0.separator.kind != .tilde }.map(\.separator)
    guard !clear.contains(where: { $0.kind == .dash }) else { return clear }
    let unclear = marks.filter { !$0.isClear || $0.separator.kind == .tilde }.map(\.separator)
    // Two of them are as likely a pair around a remark: "Title -Remark-", "Title ~ Remark ~".
    guard unclear.count == 1, let only = unclear.first, !isClosed(only) else { return clear }
    let dash = TitleSeparator(kind: .dash, range: only.range)
    return (clear + [dash]).sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The line without a separator that stands alone at an end, or a colon or comma there; nil where none does.
  var withoutEnds: TitleLine? {
    let words = scalars.split(separator: " ")
    guard let first = words.first, let last = words.last else { return nil }
    if TitleSeparator.isRun(first) { return TitleLine(scalars: scalars.dropFirst(first.count)) }
    if TitleSeparator.isRun(last) { return TitleLine(scalars: scalars.dropLast(last.count)) }
    let isOpen = last.last.flatMap(TitleSeparator.kind) == .colon || last.last == ","
    return isOpen ? TitleLine(scalars: scalars.dropLast()) : nil
  }

  private typealias Mark = (separator: TitleSeparator, isClear: Bool)

  private var marks: [Mark] {
    var found: [Mark] = []
    var index = 0
    for group in outerGroups + [(scalars.count, scalars.count)] {
      while index < group.open {
        let start = index
        index += 1
        guard let kind = TitleSeparator.kind(scalars[start]) else { continue }
        while index < group.open, scalars[index] == scalars[start] { index += 1 }
        if let mark = mark(kind, start..<index) { found.append(mark) }
      }
      index = max(index, group.close)
    }
    return found
  }

  /// A separator has spaces around it; a colon needs only the one after it, a full-width mark none.
  private func mark(_ kind: TitleSeparator.Kind, _ range: Range<Int>) -> Mark? {
    guard range.lowerBound > 0, range.upperBound < scalars.count else { return nil }
    let isDoubled = range.count == 2 && (scalars[range.lowerBound] == "/" || kind == .colon)
    let separator = TitleSeparator(kind: isDoubled ? .dash : kind, range: range)
    let mark = scalars[range.lowerBound]
    let (before, after) = (scalars[range.lowerBound - 1], scalars[range.upperBound])
    if mark == "｜" || mark == "：" || mark == "／" { return (separator, true) }
    if before == " ", after == " " { return (separator, true) }
    if kind == .colon { return after == " " ? (separator, true) : nil }
    guard kind == .dash, mark != "_", range.count == 1 else { return nil }
    let isLong = mark == "—" || mark == "\u{2015}" || mark == "－"
    let isOneSided = (before == " ") != (after == " ")
    let isNumeric = ("0"..."9").contains(after) && before == " "
    // Words of these scripts have no hyphens: "王菲-红豆".
    let isEastAsian = [before, after].allSatisfy { $0.value >= 0x2E80 }
    return isOneSided && !isNumeric || (isLong || isEastAsian) && before != " "
      ? (separator, false) : nil
  }

  /// Whether the same mark closes what a separator begins: "Title -Remark-".
  private func isClosed(_ separator: TitleSeparator) -> Bool {
    let mark = scalars[separator.range.lowerBound]
    return scalars.last == mark
      || scalars.indices.contains {
        $0 > separator.range.upperBound && scalars[$0] == mark
          && scalars[$0 - 1] != " " && $0 + 1 < scalars.count && scalars[$0 + 1] == " "
      }
  }
}
