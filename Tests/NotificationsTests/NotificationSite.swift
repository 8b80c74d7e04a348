import Foundation
import Synchronization
import TestSupport

/// A server on loopback that answers as a test says, and remembers what it was asked.
final class NotificationSite: Sendable {
  /// What the server was asked.
  struct Request: Sendable {
    let method: String
    let target: URLComponents
    /// By lowercase name.
    let headers: [String: String]
    let body: String

    /// The value of a part of the query.
    func query(_ name: String) -> String? {
      target.queryItems?.first { $0.name == name }?.value
    }
  }

  /// A status and a body; nil closes the connection.
  typealias Answer = @Sendable (_ request: Request, _ index: Int) -> (Int, String)?

  private let origin: LoopbackOrigin
  private let recorded: Record

  private final class Record: Sendable {
    let requests = Mutex<[Request]>([])
  }

  /// Answers 200 with nothing, if nothing else is said.
  init(answer: @escaping Answer = { _, _ in (200, "") }) throws {
    let record = Record()
    recorded = record
    origin = try LoopbackOrigin { connection in
      let request = try Self.receive(connection)
      let index = record.requests.withLock {
        $0.append(request)
        return $0.count - 1
      }
      guard let (status, body) = answer(request, index) else { return }
      let head = "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n"
      try connection.send("HTTP/1.1 \(status) X\r\n\(head)\(body)")
    }
  }

  deinit { origin.close() }

  /// Such as `http://127.0.0.1:4711`.
  var address: String { "http://127.0.0.1:\(origin.port)" }

  /// What was asked so far.
  var requests: [Request] { recorded.requests.withLock(\.self) }

  /// Takes no more connections.
  func close() { origin.close() }

  private static func receive(_ connection: LoopbackSocket) throws -> Request {
    let lines = try connection.receive(until: "\r\n\r\n").components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ").map(String.init)
    let headers = lines.dropFirst().compactMap { line -> (String, String)? in
      guard let colon = line.firstRange(of: ": ") else { return nil }
      return (line[..<colon.lowerBound].lowercased(), String(line[colon.upperBound...]))
    }
    let fields = Dictionary(headers) { first, _ in first }
    var body: [UInt8] = []
    while body.count < Int(fields["content-length"] ?? "0") ?? 0 {
      body += try connection.receive()
    }
    return Request(
      method: words[0], target: URLComponents(string: words[1]) ?? URLComponents(),
      headers: fields, body: String(decoding: body, as: UTF8.self))
  }
}
