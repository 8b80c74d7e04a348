/// The name of an account: 1–64 of a–z, 0–9, dot, dash and underscore, so it is safe inside a Redis key.
package struct UserName: Sendable, Hashable, CustomStringConvertible {
  /// The name itself.
  package let description: String

  /// Takes `text` only if it keeps the rules; upper case is not folded but refused.
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
