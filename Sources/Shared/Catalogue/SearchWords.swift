/// The words of a text, as the search index holds them and as a query asks for them.
///
/// A word is a run of letters, digits and marks; apostrophes vanish from it. Chinese, Japanese, Thai and
/// others write without spaces: each of their characters is a token of its own, and a run of them is found
/// wherever it stands in a text. The index splits at nothing but the spaces that are put here.
struct SearchWords {
  /// The tokens of each word: one, or the characters of a run without spaces.
  private let words: [[String]]

  init(_ text: String) {
    var words: [[String]] = []
    var run = Run.none
    for scalar in FoldedText(text).text.unicodeScalars where !Self.apostrophes.contains(scalar) {
      let next = Run(of: scalar)
      switch (next, run) {
      case (.none, _): break
      case (.spaced, .spaced): words[words.endIndex - 1][0].unicodeScalars.append(scalar)
      case (.unspaced, .unspaced): words[words.endIndex - 1].append(String(scalar))
      default: words.append([String(scalar)])
      }
      run = next
    }
    self.words = words
  }

  /// All tokens with spaces between them, for the index.
  var tokens: String { words.joined().joined(separator: " ") }

  /// What FTS5 is asked: texts that have all the words, or words that begin with them. Nil where there are
  /// none.
  ///
  /// The tokens hold nothing that FTS5's query language knows (section 3 of its documentation).
  var expression: String? {
    guard !words.isEmpty else { return nil }
    return words.prefix(Self.maximumWords)
      .map { "\"\($0.prefix(Self.maximumRun).joined(separator: " "))\"*" }
      .joined(separator: " AND ")
  }

  private static let maximumWords = 32
  private static let maximumRun = 64
  private static let apostrophes: Set<Unicode.Scalar> = ["'", "’", "‘", "ʼ", "`", "´", "′"]

  private enum Run {
    case none
    case spaced
    case unspaced

    init(of scalar: Unicode.Scalar) {
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark:
        self = Self.unspacedScripts.contains { $0.contains(scalar) } ? .unspaced : .spaced
      default: self = .none
      }
    }

    /// Thai and Lao; Burmese; Khmer; Chinese and Japanese.
    private static let unspacedScripts: [ClosedRange<Unicode.Scalar>] = [
      "\u{e00}"..."\u{eff}", "\u{1000}"..."\u{109f}", "\u{1780}"..."\u{17ff}",
      "\u{2e80}"..."\u{30ff}", "\u{31f0}"..."\u{9fff}", "\u{f900}"..."\u{faff}",
      "\u{20000}"..."\u{3ffff}",
    ]
  }
}
