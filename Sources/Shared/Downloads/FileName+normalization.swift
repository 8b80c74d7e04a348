// Normalisation is in the standard library, but only there for packages like Foundation; importing all
// of Foundation and its tables for this one call would be the heavier dependency.
@_spi(_Unicode) import Swift

extension FileName {
  /// Composes letters and their marks (NFC, UAX #15), as most file systems and players expect.
  static func normalized(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: text._nfc)
    // One pass leaves what three Tibetan vowels decompose into unsorted (Swift 6.3); the next sorts it.
    let isDone = scalars.elementsEqual(text.unicodeScalars)
    return isDone ? text : normalized(String(scalars))
  }
}
