/// A range of addresses in CIDR notation, such as `10.0.0.0/8`.
package struct IPAddressBlock: Hashable, Sendable {
  private let first: IPAddress
  private let prefixLength: Int

  /// Reads `address/length`, or a single address as a block of one.
  ///
  /// Nil also if the address has bits beyond the prefix, because `10.0.0.5/8` is probably a mistake.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let written = parts.first, let address = IPAddress(written) else { return nil }
    // A v4-mapped address is read as IPv4, so its 96 leading bits are not counted.
    let isMapped = address.isV4 && written.contains(":")
    var length = address.width
    if parts.count == 2 {
      guard parts[1].utf8.allSatisfy(Self.isDigit), let number = Int(parts[1]) else { return nil }
      length = isMapped ? number - 96 : number
    }
    guard (0...address.width).contains(length) else { return nil }
    first = address
    prefixLength = length
    guard address.prefix(length) == address else { return nil }
  }

  /// A block from an IPv4 prefix's leading numbers: `.v4(192, 168, length: 16)`.
  static func v4(_ bytes: UInt8..., length: Int) -> IPAddressBlock {
    let bits = bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return IPAddressBlock(first: .v4(bits << (32 - 8 * bytes.count)), prefixLength: length)
  }

  /// A block from an IPv6 prefix's leading groups: `.v6(0x2001, 0xdb8, length: 32)`.
  static func v6(_ groups: UInt16..., length: Int) -> IPAddressBlock {
    let bits = groups.reduce(UInt128(0)) { $0 << 16 | UInt128($1) }
    return IPAddressBlock(first: .v6(bits << (128 - 16 * groups.count)), prefixLength: length)
  }

  private init(first: IPAddress, prefixLength: Int) {
    self.first = first
    self.prefixLength = prefixLength
  }

  /// Whether `address` is in the block; an IPv4 block contains no IPv6 address, and vice versa.
  package func contains(_ address: IPAddress) -> Bool {
    address.prefix(prefixLength) == first
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}

extension IPAddress {
  fileprivate var isV4: Bool {
    if case .v4 = self { true } else { false }
  }

  fileprivate var width: Int { isV4 ? 32 : 128 }

  /// The address with all but its first `length` bits set to zero.
  fileprivate func prefix(_ length: Int) -> IPAddress {
    // `<<` and `>>` return 0 for a shift by the full width.
    switch self {
    case .v4(let bits): .v4(bits & (UInt32.max << (32 - length)))
    case .v6(let bits): .v6(bits & (UInt128.max << (128 - length)))
    }
  }
}
