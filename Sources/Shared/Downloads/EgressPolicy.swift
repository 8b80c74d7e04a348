/// Where connections for a pasted URL may go: to the public internet, and to what the operator permits in
/// addition.
package struct EgressPolicy: Sendable {
  /// Whether a target may be connected to, given the addresses of its host.
  package enum Verdict: Hashable, Sendable {
    /// Connect to these addresses only, in this order.
    case allowed([IPAddress])
    /// One clause in ASCII for a person, such as `10.0.0.7 is a private address`.
    case denied(String)
  }

  /// The addresses of this machine's interfaces, which are always denied.
  package var ownAddresses: Set<IPAddress> = []

  private let allowedBlocks: [IPAddressBlock]
  private let allowedTargets: Set<EgressTarget>
  private let ports: Set<UInt16>

  /// Reads the settings `egress.allow` and `egress.ports`.
  ///
  /// - Parameters:
  ///   - allow: CIDR blocks and `host:port` pairs, separated by commas; they are allowed whatever their address and
  ///     port. May be empty.
  ///   - ports: The ports that are allowed for everything else, separated by commas.
  package init(allow: String = "", ports: String = "80,443") throws(EgressPolicyError) {
    var blocks: [IPAddressBlock] = []
    var targets: Set<EgressTarget> = []
    for entry in Self.entries(allow) {
      if let block = IPAddressBlock(entry) {
        blocks.append(block)
      } else if let target = EgressTarget(entry) {
        targets.insert(target)
      } else {
        throw EgressPolicyError.wrongAllow(entry)
      }
    }
    allowedBlocks = blocks
    allowedTargets = targets

    let portEntries = Self.entries(ports)
    let numbers = portEntries.compactMap(EgressTarget.port)
    guard !numbers.isEmpty, numbers.count == portEntries.count else {
      throw EgressPolicyError.wrongPorts(ports)
    }
    self.ports = Set(numbers)
  }

  /// Checks a target with all addresses of its host; if one is denied, the target is.
  package func verdict(_ target: EgressTarget, addresses: [IPAddress]) -> Verdict {
    guard !addresses.isEmpty else { return .denied("\(target.shortHost) has no address") }
    for address in addresses {
      if let reason = refusal(target, at: address) { return .denied(reason) }
    }
    return .allowed(addresses)
  }

  /// Why a target is refused before its host is resolved; nil if it is not.
  ///
  /// The port of a named host is left to ``verdict(_:addresses:)`` if the name may resolve to an address that the
  /// operator permits.
  package func refusal(beforeResolving target: EgressTarget) -> String? {
    switch target.host {
    case .address(let address): refusal(target, at: address)
    case .name where target.isLocalhost: refusal(target, at: .v4(0x7f00_0001))
    case .name: mayBePermitted(target) ? nil : refusalOfPort(target)
    }
  }

  private func mayBePermitted(_ target: EgressTarget) -> Bool {
    !allowedBlocks.isEmpty
      || allowedTargets.contains { $0 == target || $0.port == target.port && $0.isAddress }
  }

  private func refusal(_ target: EgressTarget, at address: IPAddress) -> String? {
    let spot = EgressTarget(host: .address(address), port: target.port)
    if allowedTargets.contains(target) || allowedTargets.contains(spot)
      || allowedBlocks.contains(where: { $0.contains(address) })
    {
      return nil
    }
    let ownKind = ownAddresses.contains(address) ? "an address of this server" : nil
    guard let kind = address.whyNotPublic ?? ownKind else { return refusalOfPort(target) }
    return target.host == .address(address)
      ? "\(address) is \(kind)" : "\(target.shortHost) leads to \(address), \(kind)"
  }

  private func refusalOfPort(_ target: EgressTarget) -> String? {
    ports.contains(target.port) ? nil : "port \(target.port) is not allowed"
  }

  private static func entries(_ list: String) -> [String] {
    list.split(separator: ",")
      .map {
        String($0.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
      }
      .filter { !$0.isEmpty }
  }
}

extension IPAddress {
  /// What kind of address this is, such as `a private address`; nil if it is public unicast.
  fileprivate var whyNotPublic: String? {
    if let range = Self.specialRanges.first(where: { $0.block.contains(self) }) {
      return range.kind
    }
    if case .v6 = self, !Self.globalUnicast.contains(self) { return Self.reserved }
    return nil
  }

  private static let reserved = "not a public address"

  /// The only IPv6 block that IANA has assigned for global unicast.
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
