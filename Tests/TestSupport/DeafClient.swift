import Foundation

/// A client that asks and then never reads what it is told, until the last reference goes.
package final class DeafClient: Sendable {
  private let descriptor: Int32

  /// Sends a GET request to the server on the unix socket at `socket`; throws where nobody listens.
  package init(_ socket: String, path: String, token: String) throws {
    guard let descriptor = LocalSocket.connect(socket) else {
      throw Program.Failed(description: "nobody listens on \(socket)")
    }
    self.descriptor = descriptor
    let request =
      "GET \(path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(token)\r\n\r\n"
    guard write(descriptor, request, request.utf8.count) == request.utf8.count else {
      throw Program.Failed(description: "the server takes no request")
    }
  }

  deinit { close(descriptor) }
}
