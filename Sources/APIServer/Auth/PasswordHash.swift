import Crypto
import Foundation
import NIOPosix
import _CryptoExtras

/// A password's scrypt hash (RFC 7914) as text: `scrypt$<log2 N>$<r>$<p>$<salt>$<key>`, the last two in Base64.
struct PasswordHash {
  /// 32 MiB and about a tenth of a second for each guess, the minimum that OWASP's password storage page recommends.
  private static let costExponent = 15
  private static let blockSize = 8
  private static let parallelism = 3

  /// Hashes `password` with a new salt, off the cooperative pool.
  static func make(_ password: String) async throws -> String {
    let salt = Data((0..<16).map { _ in UInt8.random(in: .min ... .max) })
    let key = try await derive(password, salt, costExponent, blockSize, parallelism)
    return [
      "scrypt", "\(costExponent)", "\(blockSize)", "\(parallelism)", salt.base64EncodedString(),
      key.base64EncodedString(),
    ].joined(separator: "$")
  }

  /// Whether `hash` was made of `password`. False if there is no hash, after the same time: otherwise the time would
  /// tell which accounts exist.
  static func verify(_ password: String, _ hash: String?) async throws -> Bool {
    let parts = (hash ?? "").split(separator: "$").map(String.init)
    guard parts.count == 6, parts[0] == "scrypt", let exponent = Int(parts[1]),
      let blockSize = Int(parts[2]), let parallelism = Int(parts[3]), (1...20).contains(exponent),
      let salt = Data(base64Encoded: parts[4]), let expected = Data(base64Encoded: parts[5])
    else {
      _ = try await make(password)
      return false
    }
    let key = try await derive(password, salt, exponent, blockSize, parallelism)
    return key.count == expected.count && zip(key, expected).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func derive(
    _ password: String, _ salt: Data, _ exponent: Int, _ blockSize: Int, _ parallelism: Int
  ) async throws -> Data {
    try await NIOThreadPool.singleton.runIfActive {
      try KDF.Scrypt.deriveKey(
        from: Data(password.utf8), salt: salt, outputByteCount: 32, rounds: 1 << exponent,
        blockSize: blockSize, parallelism: parallelism
      ).withUnsafeBytes { Data($0) }
    }
  }
}
