/// Where a server listens.
package enum ListenAddress: Sendable, Equatable, CustomStringConvertible {
  /// An IP literal or host name, and a port; port 0 lets the system choose one.
  case tcp(host: String, port: Int)
  case unix(path: String)

  /// Reads `address:port`, `[v6]:port` or `unix:/path`; nil for anything else.
  package init?(_ text: String) {
    if let path = text.wholeMatch(of: /unix:(\/.+)/)?.1 {
      self = .unix(path: String(path))
    } else if let match = text.wholeMatch(of: /(\[[0-9a-fA-F:.]+\]|[^:\[\]\/\s]+):([0-9]{1,5})/),
      let port = Int(match.2), port <= 65535
    {
      let host = match.1.hasPrefix("[") ? match.1.dropFirst().dropLast() : match.1
      self = .tcp(host: String(host), port: port)
    } else {
      return nil
    }
  }

  /// The address as the configuration writes it.
  package var description: String {
    switch self {
    case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unix(let path): "unix:\(path)"
    }
  }
}
