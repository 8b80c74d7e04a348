import Crypto

/// A Lua script and the digest under which Redis remembers it.
package struct RedisScript: Sendable {
  /// For logs and error messages.
  package let name: String
  /// The Lua text, with its `#!lua` line if it has one.
  package let source: String
  /// SHA-1 of the source, 40 lowercase hexadecimal digits, as EVALSHA takes it.
  package let sha1: String

  /// A script, and its digest.
  package init(name: String, source: String) {
    self.name = name
    self.source = source
    sha1 = Insecure.SHA1.hash(data: Array(source.utf8)).map { byte in
      byte < 16 ? "0" + String(byte, radix: 16) : String(byte, radix: 16)
    }.joined()
  }
}
