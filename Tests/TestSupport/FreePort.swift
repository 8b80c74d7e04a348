import Glibc
import Synchronization

/// Ports of the loopback for the servers of a test.
package enum FreePort {
  /// Below those that the kernel gives to clients, so that a server that is started again finds its own free.
  private static let range = 20_000..<32_000
  private static let last = Atomic(Int.random(in: range))

  /// A port that nobody listens on, and that this process has not had before.
  package static func next() -> Int {
    while true {
      let number = last.wrappingAdd(1, ordering: .relaxed).newValue
      let port = range.lowerBound + number % range.count
      if isFree(port) { return port }
    }
  }

  private static func isFree(_ port: Int) -> Bool {
    let socket = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var yes: CInt = 1
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    return result == 0
  }
}
