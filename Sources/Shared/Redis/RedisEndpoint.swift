/// Where a Redis server listens.
package enum RedisEndpoint: Sendable, Hashable, CustomStringConvertible {
  /// A host name, or an IPv4 or IPv6 address without brackets.
  case tcp(host: String, port: Int)
  /// An absolute path of at most 107 bytes, which is what a socket address holds.
  case unix(path: String)

  /// The address or the path.
  package var description: String {
    switch self {
    case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unix(let path): path
    }
  }
}
