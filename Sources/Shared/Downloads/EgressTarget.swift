/// The target of a connection: a host, not resolved yet, and a port.
package struct EgressTarget: Hashable, Sendable {
  /// A host as in a URL.
  package enum Host: Hashable, Sendable {
    case address(IPAddress)
    /// ASCII, lower case, without a trailing dot, and never what a resolver could read as an address.
    case name(String)
  }

  /// The host.
  package let host: Host
  /// 1–65535.
  package let port: UInt16

  init(host: Host, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// Reads the authority of a URL (RFC 3986) without user-info; an IPv6 address is in brackets.
  ///
  /// Strict: nil for numbers that some resolvers read as IPv4 (`127.1`, `0x7f000001`), IPv6 zones,
  /// percent-encoding and non-ASCII, and for a missing port unless there is a default.
  package init?(_ authority: some StringProtocol, defaultPort: UInt16? = nil) {
    let authority = String(authority)
    let hostEnd: String.Index
    if authority.utf8.first == UInt8(ascii: "[") {
      guard let bracket = authority.firstIndex(of: "]") else { return nil }
      hostEnd = authority.index(after: bracket)
    } else {
      hostEnd = authority.firstIndex(of: ":") ?? authority.endIndex
    }
    let afterHost = authority[hostEnd...]
    if afterHost.isEmpty {
      guard let defaultPort else { return nil }
      port = defaultPort
    } else {
      guard afterHost.first == ":", let port = Self.port(afterHost.dropFirst()) else { return nil }
      self.port = port
    }
    guard let host = Host(authority[..<hostEnd]) else { return nil }
    self.host = host
  }

  /// A port from 1 to 65535, in decimal digits only.
  static func port(_ text: some StringProtocol) -> UInt16? {
    guard text.utf8.count <= 5, text.utf8.allSatisfy(Self.isDigit), let port = UInt16(text)
    else { return nil }
    return port == 0 ? nil : port
  }

  var isAddress: Bool {
    if case .address = host { true } else { false }
  }

  /// Whether the host is one of the names that mean this machine (RFC 6761, section 6.3).
  var isLocalhost: Bool {
    guard case .name(let name) = host else { return false }
    return name == "localhost" || name.hasSuffix(".localhost")
  }

  /// The host, shortened for use in a sentence.
  var shortHost: String {
    switch host {
    case .address(let address): address.description
    case .name(let name): name.utf8.count > 80 ? name.prefix(77) + "..." : name
    }
  }

  fileprivate static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}

extension EgressTarget.Host {
  fileprivate init?(_ text: some StringProtocol) {
    if text.first == "[" {
      guard text.last == "]", text.contains(":"),
        let address = IPAddress(text.dropFirst().dropLast())
      else { return nil }
      self = .address(address)
      return
    }
    let name = text.last == "." ? String(text.dropLast()) : String(text)
    let labels = name.lowercased().utf8.split(
      separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard name.utf8.count <= 253, let last = labels.last,
      labels.allSatisfy({ (1...63).contains($0.count) && $0.allSatisfy(Self.isNameByte) })
    else { return nil }
    if last.allSatisfy(EgressTarget.isDigit) || last.starts(with: Array("0x".utf8)) {
      guard let address = IPAddress(name) else { return nil }
      self = .address(address)
    } else {
      self = .name(name.lowercased())
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

extension EgressTarget: CustomStringConvertible {
  /// `host:port`, an IPv6 address in brackets.
  package var description: String { "\(urlHost):\(port)" }

  /// The host as in a URL.
  package var urlHost: String {
    switch host {
    case .address(.v6(let bits)): "[\(IPAddress.v6(bits))]"
    case .address(let address): address.description
    case .name(let name): name
    }
  }
}
