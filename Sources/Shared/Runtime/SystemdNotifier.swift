import Glibc
import ServiceLifecycle

/// Tells systemd how this service is doing, as sd_notify(3) says; does nothing where nobody listens.
///
/// As a service, the last one of its group, it says that the group has begun to stop.
package struct SystemdNotifier: Service {
  private let socket: String?

  /// Speaks to the datagram socket of `NOTIFY_SOCKET`: a path, or `@` and an abstract name.
  package init() {
    self.init(socket: getenv("NOTIFY_SOCKET").map { String(cString: $0) })
  }

  /// Speaks to `socket`; to nobody if it is nil or not an address of a unix socket.
  package init(socket: String?) {
    self.socket = socket
  }

  /// Says that the start is over and everything works: what `Type=notify` waits for.
  package func ready() { send("READY=1") }

  /// Says that the service has begun to stop by itself.
  package func stopping() { send("STOPPING=1") }

  /// Shows one line in `systemctl status`; line breaks become spaces.
  package func status(_ text: String) {
    send("STATUS=" + String(text.map { $0.isNewline ? " " : $0 }))
  }

  /// Waits for the group's graceful shutdown, and announces it.
  package func run() async throws {
    try await gracefulShutdown()
    stopping()
  }

  /// What cannot be delivered is lost: a service must not fail because nobody watches it.
  private func send(_ message: String) {
    guard let socket, var address = sockaddr_un(notifySocket: socket) else { return }
    let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    // A full queue blocks the sender; that must not hold up a start or a stop for good.
    var timeout = timeval(tv_sec: 2, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    let length = socklen_t(MemoryLayout<sa_family_t>.size + socket.utf8.count)
    let bytes = Array(message.utf8)
    _ = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, length)
      }
    }
  }
}

extension sockaddr_un {
  /// nil where it is neither a path nor an abstract name, or too long.
  fileprivate init?(notifySocket text: String) {
    self.init()
    var name = Array(text.utf8)
    let isAbstract = name.first == UInt8(ascii: "@")
    guard isAbstract || name.first == UInt8(ascii: "/"),
      name.count < MemoryLayout.size(ofValue: sun_path)
    else { return nil }
    if isAbstract { name[0] = 0 }
    sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &sun_path) { $0.copyBytes(from: name) }
  }
}
