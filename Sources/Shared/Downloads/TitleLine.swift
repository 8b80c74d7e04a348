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
