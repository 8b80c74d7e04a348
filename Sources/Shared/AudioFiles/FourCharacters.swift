/// The name of a chunk or an atom: four bytes, written as Latin-1.
struct FourCharacters: Hashable, ExpressibleByStringLiteral {
  private let value: UInt32

  init(stringLiteral text: String) {
    precondition(text.unicodeScalars.count == 4)
    value = text.unicodeScalars.reduce(0) { $0 << 8 | $1.value & 0xff }
  }

  /// Takes the first four bytes, nil where there are fewer.
  init?(_ bytes: some Collection<UInt8>) {
    let bytes = bytes.prefix(4)
    guard bytes.count == 4 else { return nil }
    value = bytes.reduce(0) { $0 << 8 | UInt32($1) }
  }

  var bytes: [UInt8] { [UInt8](bigEndian: Int(value)) }
}
