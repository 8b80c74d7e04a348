/// A wrong value for `egress.allow` or `egress.ports`.
package enum EgressPolicyError: Error, Hashable {
  /// An entry of the list of permitted blocks and targets.
  case wrongAllow(String)
  /// The whole list of ports.
  case wrongPorts(String)

  /// The wrong value, as configured.
  package var value: String {
    switch self {
    case .wrongAllow(let entry): entry
    case .wrongPorts(let ports): ports
    }
  }

  /// What is allowed, as the end of a sentence.
  package var allowed: String {
    switch self {
    case .wrongAllow: "address blocks such as 192.168.1.0/24, or host:port, separated by commas"
    case .wrongPorts: "numbers from 1 to 65535, separated by commas"
    }
  }
}
