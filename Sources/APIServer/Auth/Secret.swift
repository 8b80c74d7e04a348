import Crypto

/// Random secrets for tokens and sessions, and the digests that are stored of them.
enum Secret {
  /// 256 random bits in lowercase hexadecimal: 64 characters.
  static func random() -> String {
    hex((0..<32).map { _ in UInt8.random(in: .min ... .max) })
  }

  /// SHA-256 of `text` in lowercase hexadecimal.
  static func digest(_ text: String) -> String { hex(SHA256.hash(data: Array(text.utf8))) }

  private static func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}
