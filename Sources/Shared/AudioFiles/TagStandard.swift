import Foundation

/// How the texts of a standardised tag are: composed (NFC) and without white space or controls around them.
///
/// Around texts, not in them: lyrics and comments have lines. Which texts it is applied to, and that
/// they end up in UTF-8 with the empty ones gone, is the matter of each kind of tag.
enum TagStandard {
  /// The text as it should be.
  static func text(_ text: String) -> String {
    text.precomposedStringWithCanonicalMapping
      .trimmingCharacters(in: .whitespacesAndNewlines.union(.controlCharacters))
  }
}
