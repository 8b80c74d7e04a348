extension Collection<UInt8> {
  /// The bytes as a number, most significant first. At most seven bytes fit; of more, the low ones are left.
  var bigEndian: Int { reduce(0) { ($0 & 0x7f_ffff_ffff_ffff) << 8 | Int($1) } }

  /// The bytes as a number, least significant first.
  var littleEndian: Int { reversed().bigEndian }
}

extension [UInt8] {
  /// The low bytes of a number, most significant first.
  init(bigEndian value: Int, _ count: Int = 4) {
    self = (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// The low bytes of a number, least significant first.
  init(littleEndian value: Int, _ count: Int = 4) {
    self = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
