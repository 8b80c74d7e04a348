import Glibc

/// The system's calls for sockets, as the relay needs them: nothing waits, and no program inherits a socket.
enum Socket {
  private static let type = CInt(
    SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)

  /// Listens on a port of 127.0.0.1.
  static func listen(port: UInt16) throws(RelayError) -> CInt {
    let listener = socket(AF_INET, type, 0)
    guard listener >= 0 else { throw RelayError("make a socket") }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
    let isBound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isBound, Glibc.listen(listener, 64) == 0 else {
      throw RelayError("listen on 127.0.0.1:\(port)")
    }
    return listener
  }

  /// The next client; nil if none waits, or if there is no descriptor for it.
  ///
  /// Its descriptor is inherited by programs that are started later, of which there are none.
  static func accept(from listener: CInt) -> CInt? {
    let client = Glibc.accept(listener, nil, nil)
    return client < 0 ? nil : client
  }

  /// Connects to a unix socket; nil if nothing listens there, or too many clients wait already.
  static func connect(to path: String) -> CInt? {
    let descriptor = socket(AF_UNIX, type, 0)
    guard descriptor >= 0 else { return nil }
    guard var address = sockaddr_un(path: path) else {
      close(descriptor)
      return nil
    }
    let isConnected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    if isConnected { return descriptor }
    let reason = errno
    close(descriptor)
    errno = reason
    return nil
  }

  /// Whether a process listens on a unix socket, be it too busy at the moment.
  static func isListening(at path: String) -> Bool {
    guard let descriptor = connect(to: path) else { return errno == EAGAIN }
    close(descriptor)
    return true
  }
}

extension sockaddr_un {
  /// nil if the path is too long.
  fileprivate init?(path: String) {
    self.init()
    guard path.utf8.count < MemoryLayout.size(ofValue: sun_path) else { return nil }
    sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &sun_path) { $0.copyBytes(from: path.utf8) }
  }
}
