/// An IPv4 or IPv6 address as a number; a v4-mapped IPv6 address is read as its IPv4 address.
package enum IPAddress: Hashable, Sendable {
  case v4(UInt32)
  case v6(UInt128)

  /// Reads only the canonical spellings: four decimal numbers without leading zeros, or the
  /// text form of RFC 4291 without brackets or zone. `127.1` and `0x7f000001` are nil.
  package init?(_ text: some StringProtocol) {
    if let bits = Self.v4Bits(text) {
      self = .v4(bits)
    } else if let bits = Self.v6Bits(text) {
      self = .v6(bits).unmapped
    } else {
      return nil
    }
  }

  /// An address from 16 bytes in network order.
  package init(v6Bytes bytes: some Sequence<UInt8>) {
    self = IPAddress.v6(bytes.reduce(0) { $0 << 8 | UInt128($1) }).unmapped
  }

  private var unmapped: IPAddress {
    guard case .v6(let bits) = self, bits >> 32 == 0xffff else { return self }
    return .v4(UInt32(truncatingIfNeeded: bits))
  }

  private static func v4Bits(_ text: some StringProtocol) -> UInt32? {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bits: UInt32 = 0
    for part in parts {
      guard let number = number(part, radix: 10, digits: 3), number <= 255,
        part.count == 1 || part.first != UInt8(ascii: "0")
      else { return nil }
      bits = bits << 8 | UInt32(number)
    }
    return bits
  }

  /// Reads eight groups of hex digits; `::` stands for missing ones, and the last two may be written as IPv4.
  private static func v6Bits(_ text: some StringProtocol) -> UInt128? {
    guard text.utf8.count <= 45, text.utf8.contains(UInt8(ascii: ":")) else { return nil }
    let text = String(text)
    guard let gap = text.firstRange(of: "::") else {
      guard let groups = groups(text[...]), groups.count == 8 else { return nil }
      return bits(groups)
    }
    let head = text[..<gap.lowerBound]
    let tail = text[gap.upperBound...]
    guard !head.contains("."), let left = groups(head), let right = groups(tail),
      left.count + right.count < 8
    else { return nil }
    return bits(left + Array(repeating: 0, count: 8 - left.count - right.count) + right)
  }

  private static func groups(_ text: Substring) -> [UInt16]? {
    guard !text.isEmpty else { return [] }
    var parts = text.split(separator: ":", omittingEmptySubsequences: false)
    var last: [UInt16] = []
    if let dotted = parts.last, dotted.contains(".") {
      guard let bits = v4Bits(dotted) else { return nil }
      last = [UInt16(bits >> 16), UInt16(truncatingIfNeeded: bits)]
      parts.removeLast()
    }
    var groups: [UInt16] = []
    for part in parts {
      guard let group = number(part.utf8, radix: 16, digits: 4) else { return nil }
      groups.append(group)
    }
    return groups + last
  }

  private static func bits(_ groups: [UInt16]) -> UInt128 {
    groups.reduce(0) { $0 << 16 | UInt128($1) }
  }

  /// A number of 1 to `digits` ASCII digits: no sign, which Swift's own initializer would accept.
  private static func number(
    _ text: some Collection<UInt8>, radix: Int, digits: Int
  ) -> UInt16? {
    guard (1...digits).contains(text.count), text.first != UInt8(ascii: "+"),
      text.first != UInt8(ascii: "-")
    else { return nil }
    return UInt16(String(decoding: text, as: UTF8.self), radix: radix)
  }
}

extension IPAddress: CustomStringConvertible {
  /// The dotted quad, or the IPv6 text of RFC 5952, without brackets.
  package var description: String {
    switch self {
    case .v4(let bits):
      return [24, 16, 8, 0].map { String(bits >> $0 & 0xff) }.joined(separator: ".")
    case .v6(let bits):
      let groups = (0..<8).reversed().map { UInt16(truncatingIfNeeded: bits >> ($0 * 16)) }
      guard let gap = Self.longestRunOfZeros(groups) else { return Self.text(groups[...]) }
      return Self.text(groups[..<gap.lowerBound]) + "::" + Self.text(groups[gap.upperBound...])
    }
  }

  private static func text(_ groups: ArraySlice<UInt16>) -> String {
    groups.map { String($0, radix: 16) }.joined(separator: ":")
  }

  /// The first of the longest runs of at least two zero groups.
  private static func longestRunOfZeros(_ groups: [UInt16]) -> Range<Int>? {
    var longest = 0..<1
    var start = 0
    for (index, group) in groups.enumerated() {
      if group != 0 {
        start = index + 1
      } else if index + 1 - start > longest.count {
        longest = start..<(index + 1)
      }
    }
    return longest.count > 1 ? longest : nil
  }
}
