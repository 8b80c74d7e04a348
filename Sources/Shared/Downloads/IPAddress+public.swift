extension IPAddress {
  /// What this address is instead of public unicast, as `a private address`; nil if it is public.
  var whyNotPublic: String? {
    if let range = Self.specialRanges.first(where: { $0.block.contains(self) }) {
      return range.kind
    }
    if case .v6 = self, !Self.globalUnicast.contains(self) { return Self.reserved }
    return nil
  }

  private static let reserved = "not a public address"

  /// The only IPv6 addresses that IANA has given out for global unicast.
  private static let globalUnicast = IPAddressBlock.v6(0x2000, length: 3)

  /// Ranges of the IANA special-purpose registries (RFC 6890) and of cloud providers' metadata services.
  private static let specialRanges: [(block: IPAddressBlock, kind: String)] = [
    (.v4(0, length: 8), reserved),
    (.v4(10, length: 8), "a private address"),
    (.v4(100, 64, length: 10), "a private address"),
    (.v4(127, length: 8), "a loopback address"),
    (.v4(169, 254, length: 16), "a link-local address"),
    (.v4(172, 16, length: 12), "a private address"),
    (.v4(192, 0, 0, length: 24), reserved),
    (.v4(192, 0, 2, length: 24), reserved),
    (.v4(192, 88, 99, length: 24), reserved),
    (.v4(192, 168, length: 16), "a private address"),
    (.v4(198, 18, length: 15), reserved),
    (.v4(198, 51, 100, length: 24), reserved),
    (.v4(203, 0, 113, length: 24), reserved),
    (.v4(224, length: 3), reserved),
    (.v4(168, 63, 129, 16, length: 32), reserved),
    (.v6(0, 0, 0, 0, 0, 0, 0, 1, length: 128), "a loopback address"),
    (.v6(0xfc00, length: 7), "a private address"),
    (.v6(0xfe80, length: 10), "a link-local address"),
    (.v6(0x2001, length: 23), reserved),
    (.v6(0x2001, 0xdb8, length: 32), reserved),
    (.v6(0x2002, length: 16), reserved),
    (.v6(0x3fff, length: 20), reserved),
  ]
}
