/// The checksum of a page: CRC-32 with polynomial 0x04c11db7, neither reflected nor inverted
/// (RFC 3533, section 6).
enum OggChecksum {
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index) << 24) { value, _ in
      value << 1 ^ (value & 0x8000_0000 == 0 ? 0 : 0x04c1_1db7)
    }
  }

  /// The checksum of a whole page whose checksum is zero.
  static func of(_ page: [UInt8]) -> UInt32 {
    table.withUnsafeBufferPointer { table in
      page.reduce(0) { $0 << 8 ^ table[Int($0 >> 24 ^ UInt32($1))] }
    }
  }
}
