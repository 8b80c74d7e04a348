/// Numbers of 28 bits, seven in each of four bytes (ID3v2.4 structure, section 6.2).
package enum SyncsafeInteger {
  /// The number in exactly four bytes, nil where one of them has its top bit set.
  package static func value(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count == 4, bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
    return bytes.reduce(0) { $0 << 7 | Int($1) }
  }

  /// The four bytes of a number below 2^28.
  package static func bytes(_ value: Int) -> [UInt8] {
    [21, 14, 7, 0].map { UInt8(truncatingIfNeeded: value >> $0 & 0x7f) }
  }
}
