import Foundation
import Synchronization

/// A redis-server of a test's own, on a socket in a folder of its own. It ends with its last
/// reference.
package final class RedisServer: Sendable {
  /// `unix://…`, the server's socket.
  package let url: String
  /// `redis://127.0.0.1:…`, if the server was asked to listen there too.
  package let tcpURL: String?
  /// `rediss://localhost:…`, if the server was given a certificate.
  package let tlsURL: String?
  private let folder: TemporaryFolder
  private let socket: String
  private let arguments: [String]
  /// Kept for their files.
  private let certificates: (Certificate?, Authority?)
  private let process = Mutex<Program?>(nil)

  /// Starts the server and waits until it answers.
  ///
  /// Nothing survives ``restart()`` unless `appendOnly` is true. With `certificate` the server speaks
  /// TLS on one more port, and demands a certificate of clients if `clientAuthority` is given.
  /// `arguments` are further redis-server options.
  package init(
    appendOnly: Bool = false, listensOnTCP: Bool = false, certificate: Certificate? = nil,
    clientAuthority: Authority? = nil, arguments: [String] = []
  ) async throws {
    folder = try TemporaryFolder()
    socket = folder.path(of: "redis.sock")
    url = "unix://\(socket)"
    let port = listensOnTCP ? FreePort.next() : 0
    tcpURL = listensOnTCP ? "redis://127.0.0.1:\(port)" : nil
    var options = [
      "--unixsocket", socket, "--port", "\(port)", "--bind", "127.0.0.1", "--dir", folder.path,
      "--save", "", "--appendonly", appendOnly ? "yes" : "no",
    ]
    if let certificate {
      let tlsPort = FreePort.next()
      tlsURL = "rediss://localhost:\(tlsPort)"
      options += [
        "--tls-port", "\(tlsPort)", "--tls-cert-file", certificate.certificateFile,
        "--tls-key-file", certificate.keyFile, "--tls-auth-clients",
      ]
      options +=
        clientAuthority.map { ["yes", "--tls-ca-cert-file", $0.certificateFile] } ?? ["no"]
    } else {
      tlsURL = nil
    }
    certificates = (certificate, clientAuthority)
    self.arguments = options + arguments
    try await restart()
  }

  /// Ends the server at once, as a crash would.
  package func kill() { process.withLock { $0 }?.end(with: SIGKILL) }

  /// Stops the server's time: connections stay open and nothing is answered.
  package func pause() { process.withLock { $0 }?.signal(SIGSTOP) }

  package func resume() { process.withLock { $0 }?.signal(SIGCONT) }

  /// Starts the server again after ``kill()``, and waits until it answers.
  package func restart() async throws {
    let started = try await Program.start(
      ["redis-server"] + arguments, output: folder.path(of: "redis.log"))
    process.withLock { $0 = started }
    try await eventually("an answer from redis-server", within: .seconds(20)) {
      guard started.isRunning else { throw NeverHappened(description: "redis-server has ended") }
      let answer = LocalSocket.ask(socket, "PING\r\n")
      return answer.hasPrefix("+PONG") || answer.hasPrefix("-NOAUTH")
    }
  }
}
