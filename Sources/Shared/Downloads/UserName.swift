/// The name of an account: 1–64 of a–z, 0–9, dot, dash and underscore, which is safe in a Redis key.
package struct UserName: Sendable, Hashable, CustomStringConvertible {
  /// The name.
  package let description: String

  /// Accepts only text that follows these rules; upper case is refused, not converted.
  package init?(_ text: String) {
    let allowed = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    guard allowed, (1...64).contains(text.utf8.count) else { return nil }
    description = text
  }
}
