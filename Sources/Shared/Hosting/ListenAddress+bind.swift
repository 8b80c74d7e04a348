import Hummingbird
import Runtime

extension ListenAddress {
  /// The address in the HTTP server's terms.
  package var bindAddress: BindAddress {
    switch self {
    case .tcp(let host, let port): .hostname(host, port: port)
    case .unix(let path): .unixDomainSocket(path: path)
    }
  }
}
