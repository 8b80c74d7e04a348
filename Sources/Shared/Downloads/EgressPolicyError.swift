/// A wrong value for `egress.allow` or `egress.ports`.
package struct EgressPolicyError: Error, Hashable, CustomStringConvertible {
  /// One sentence that names the key, the value and what is allowed.
  package let description: String

  static func wrongAllow(_ entry: String) -> EgressPolicyError {
    EgressPolicyError(
      description: """
        egress.allow holds "\(entry)", which is neither an address block such as 192.168.1.0/24 \
        nor host:port.
        """)
  }

  static func wrongPorts(_ value: String) -> EgressPolicyError {
    EgressPolicyError(
      description: """
        egress.ports is "\(value)", but must be numbers from 1 to 65535 with commas between them.
        """)
  }
}
