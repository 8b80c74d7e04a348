import Foundation
import Synchronization

/// A site on 127.0.0.1 that does with each connection what a test says, on a thread of its own.
package final class LoopbackOrigin: Sendable {
  /// What happens with one connection; may block.
  package typealias Answer = @Sendable (LoopbackSocket) throws -> Void

  /// The port on 127.0.0.1.
  package let port: Int
  private let listener: LoopbackSocket
  private let count = Mutex(0)

  /// Connections so far.
  package var connections: Int { count.withLock { $0 } }

  /// Accepts connections until ``close()``.
  package init(answer: @escaping Answer) throws {
    listener = LoopbackSocket(descriptor: socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    let descriptor = listener.descriptor
    try LoopbackSocket.withLoopbackAddress(port: 0) { address, size in
      guard bind(descriptor, address, size) == 0, listen(descriptor, 64) == 0 else {
        throw LoopbackSocket.Failure(call: "bind")
      }
    }
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = getsockname(descriptor, $0, &size)
      }
    }
    port = Int(address.sin_port.bigEndian)
    // No time limit: close() ends the wait.
    var forever = timeval()
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &forever, socklen_t(MemoryLayout<timeval>.size))
    Thread.detachNewThread { [self] in
      while case let client = accept(descriptor, nil, nil), client >= 0 {
        count.withLock { $0 += 1 }
        let connection = LoopbackSocket(descriptor: client)
        // A client that leaves early is not this site's problem.
        Thread.detachNewThread { try? answer(connection) }
      }
    }
  }

  /// Accepts no more connections.
  package func close() { shutdown(listener.descriptor, Int32(SHUT_RDWR)) }

  /// Answers one request with `body`, after having read its head.
  package static func page(_ body: String, head: String = "") -> Answer {
    { connection in
      _ = try connection.receive(until: "\r\n\r\n")
      try connection.send(
        "HTTP/1.1 200 OK\r\n\(head)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }
  }

  /// Answers with the request's head itself.
  package static let mirror: Answer = { connection in
    let head = try connection.receive(until: "\r\n\r\n")
    try connection.send("HTTP/1.0 200 OK\r\n\r\n\(head)")
  }
}
