import Foundation

/// A text as it is compared, sorted and searched by: without case, accents and variants of the same letter.
struct FoldedText: Hashable {
  let text: String

  init(_ original: String) {
    guard original.utf8.contains(where: { $0 >= 0x80 }) else {
      text = original.lowercased()
      return
    }
    var folded = String.UnicodeScalarView()
    // NFKD (UAX #15) takes accents off letters, and makes full-width, ligature and plain letters the same
    for scalar in original.decomposedStringWithCompatibilityMapping.unicodeScalars
    where !Self.accents.contains(scalar) {
      for lower in scalar.properties.lowercaseMapping.unicodeScalars
      where !Self.accents.contains(lower) {
        folded.append(
          contentsOf: Self.plainLetters[lower]?.unicodeScalars ?? String(lower).unicodeScalars)
      }
    }
    // Syllables and vowel signs that are no accents go together again
    text = String(folded).precomposedStringWithCanonicalMapping
  }

  private static let accents: ClosedRange<Unicode.Scalar> = "\u{300}"..."\u{36f}"

  /// Letters that Unicode does not take apart, and that people without the key type otherwise.
  private static let plainLetters: [Unicode.Scalar: String] = [
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h",
    "ŧ": "t", "ı": "i", "ς": "σ", "ŋ": "n",
  ]
}
