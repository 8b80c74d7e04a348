import Foundation

/// Talks to servers on unix sockets in the simplest way there is.
enum LocalSocket {
  /// Says `text` and answers the first piece of what comes back within a second; empty if nobody is
  /// there.
  static func ask(_ path: String, _ text: String) -> String {
    guard let descriptor = connect(path) else { return "" }
    defer { close(descriptor) }
    var limit = timeval(tv_sec: 1, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    guard write(descriptor, text, text.utf8.count) == text.utf8.count else {
      return ""
    }
    var answer = [UInt8](repeating: 0, count: 512)
    let count = read(descriptor, &answer, answer.count)
    return String(decoding: answer.prefix(max(count, 0)), as: UTF8.self)
  }

  /// Connects; answers the descriptor, which is the caller's to close, or nil if nobody is there.
  private static func connect(_ path: String) -> Int32? {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let isConnected = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    if isConnected { return descriptor }
    close(descriptor)
    return nil
  }
}
