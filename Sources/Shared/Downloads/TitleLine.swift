/// A hostile title or name made into one line: no white space at its ends or doubled, no controls,
/// no marks that hide or turn text, 1 to 500 scalars.
///
/// It is an array of scalars because a Character can hide what it begins with: "(\u{301}" is not "(".
struct TitleLine: Equatable {
  let scalars: [Unicode.Scalar]

  /// The text on one line; nil where nothing visible is left of it.
  init?(_ text: String?) {
    self.init(scalars: Array((text ?? "").unicodeScalars))
  }

  /// The scalars on one line; nil where nothing visible is left of them.
  init?(scalars: some Collection<Unicode.Scalar>) {
    let words = scalars.split(whereSeparator: \.properties.isWhitespace)
      .map { $0.filter { !Self.isDropped($0) } }
      .filter { !$0.allSatisfy(Self.isJoiner) }
    var line = Array(words.joined(separator: [" "]))
    if line.count > MetadataApproval.textLimit {
      line.removeSubrange(MetadataApproval.textLimit...)
      while let last = line.last, last == " " || Self.isJoiner(last) { line.removeLast() }
    }
    guard !line.isEmpty else { return nil }
    self.scalars = line
  }

  var text: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// Controls, bidi marks, noncharacters, tags and other scalars that show nothing.
  private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    return properties.generalCategory == .control || properties.isNoncharacterCodePoint
      || ("\u{FFF9}"..."\u{FFFB}").contains(scalar)
      || properties.isDefaultIgnorableCodePoint && !isJoiner(scalar)
  }

  /// Invisible, yet part of the spelling of emoji and of Persian, Indic and Japanese words.
  private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{200C}" || scalar == "\u{200D}" || scalar.properties.isVariationSelector
  }
}

extension TitleLine {
  /// The indices of the brackets around a part of the line.
  typealias Group = (open: Int, close: Int)

  /// The bracketed groups, inner ones before those around them; a bracket without its fellow is text.
  var groups: [Group] {
    var groups: [Group] = []
    var opened: [Int] = []
    for (index, scalar) in scalars.enumerated() {
      if Self.closing[scalar] != nil {
        opened.append(index)
      } else if let depth = opened.lastIndex(where: { Self.closing[scalars[$0]] == scalar }) {
        groups.append((opened[depth], index))
        opened.removeSubrange(depth...)
      }
    }
    return groups
  }

  /// East Asian quotation marks, which are brackets too.
  static let quotingBrackets: [Unicode.Scalar: Unicode.Scalar] = [
    "「": "」", "『": "』", "《": "》", "〈": "〉",
  ]

  static let closing = quotingBrackets.merging([
    "(": ")", "[": "]", "{": "}", "（": "）", "［": "］", "【": "】", "〔": "〕",
  ]) { $1 }
}

extension TitleLine {
  /// The line without the quotation marks that wrap it whole; nil where none do.
  var unquoted: TitleLine? {
    guard let first = scalars.first, let last = scalars.last, scalars.count > 2,
      Self.quotes.contains(where: { $0 == (first, last) })
    else { return nil }
    let isWhole = !(1..<scalars.count - 1).contains { index in
      (scalars[index] == first || scalars[index] == last) && !isApostrophe(index)
    }
    let inside = scalars[1..<scalars.count - 1]
    return isWhole && !TitleSeparator.isRun(inside) ? TitleLine(scalars: inside) : nil
  }

  private func isApostrophe(_ index: Int) -> Bool {
    (scalars[index] == "'" || scalars[index] == "’")
      && scalars[index - 1].properties.isAlphabetic && scalars[index + 1].properties.isAlphabetic
  }

  /// Marks that can stand on both sides of a title, as they are used in one language or another.
  private static let quotes: [(Unicode.Scalar, Unicode.Scalar)] =
    [
      ("\"", "\""), ("'", "'"), ("“", "”"), ("‘", "’"), ("„", "“"), ("„", "”"), ("”", "”"),
      ("«", "»"), ("»", "«"), ("‹", "›"), ("＂", "＂"),
    ] + quotingBrackets.map { ($0.key, $0.value) }
}
