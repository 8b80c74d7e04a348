/// The name of a chunk or an atom: four bytes, written as Latin-1.
struct FourCharacters: Hashable, ExpressibleByStringLiteral {
  let bytes: [UInt8]

  init(stringLiteral text: String) {
    precondition(text.unicodeScalars.count == 4)
    bytes = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  }

  /// Takes the first four bytes, nil where there are fewer.
  init?(_ bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes.prefix(4))
    guard self.bytes.count == 4 else { return nil }
  }
}
