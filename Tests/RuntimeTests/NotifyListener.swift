import Foundation

/// systemd's end of a notification socket.
final class NotifyListener {
  /// As `NOTIFY_SOCKET` would name it.
  let address: String
  private let descriptor: Int32

  /// Listens on a new address that starts with `prefix`: a path, or `@` and an abstract name.
  init?(prefix: String) {
    address = prefix + UUID().uuidString
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(address.utf8).map { $0 == UInt8(ascii: "@") ? 0 : $0 }
    guard bytes.count < MemoryLayout.size(ofValue: name.sun_path) else { return nil }
    withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: bytes) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
    let bound = withUnsafePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
    }
    guard bound == 0 else { return nil }
  }

  deinit {
    close(descriptor)
    unlink(address)  // An abstract name has no file.
  }

  /// The next message; nil if none comes in time.
  func next() -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
  }
}
