import NIOCore
import NIOHTTP1
import NIOPosix

/// Speaks HTTP/1.1 with one server; every request has a connection of its own.
package struct HTTPClient: Sendable {
  /// Where the server listens.
  package enum Server: Sendable {
    case unix(path: String)
    /// A port of 127.0.0.1.
    case tcp(port: Int)
  }

  private let server: Server
  /// Sent with every request, unless the request says otherwise.
  private let headers: [String: String]

  package init(_ server: Server, headers: [String: String] = [:]) {
    self.server = server
    self.headers = headers
  }

  /// The same server, with further headers for every request.
  package func adding(_ more: [String: String]) -> HTTPClient {
    HTTPClient(server, headers: headers.merging(more) { _, new in new })
  }

  /// Sends a request and returns the whole answer; throws where that takes longer than `limit`.
  package func send(
    _ method: String, _ path: String, headers: [String: String] = [:], body: String? = nil,
    within limit: Duration = .seconds(30)
  ) async throws -> HTTPAnswer {
    try await send(
      method, path, headers: headers, bytes: body.map { Array($0.utf8) }, within: limit)
  }

  /// Sends a request with any bytes for a body.
  package func send(
    _ method: String, _ path: String, headers: [String: String] = [:], bytes body: [UInt8]?,
    within limit: Duration = .seconds(30)
  ) async throws -> HTTPAnswer {
    try await withThrowingTaskGroup(of: HTTPAnswer.self) { group in
      group.addTask { try await exchange(method, path, headers: headers, body: body) }
      group.addTask {
        try await Task.sleep(for: limit)
        throw NeverAnswered(description: "\(method) \(path) was not answered within \(limit)")
      }
      defer { group.cancelAll() }
      guard let answer = try await group.next() else { throw CancellationError() }
      return answer
    }
  }

  /// Sends `value` as JSON.
  package func send(
    _ method: String, _ path: String, headers: [String: String] = [:], json value: JSONValue
  ) async throws -> HTTPAnswer {
    try await send(
      method, path, headers: ["content-type": "application/json"].merging(headers) { $1 },
      body: try value.serialized)
  }

  private func exchange(
    _ method: String, _ path: String, headers: [String: String], body: [UInt8]?
  ) async throws -> HTTPAnswer {
    var answer: HTTPAnswer?
    try await stream(method, path, headers: headers, body: body) { piece in
      switch piece {
      case .head(let head): answer = head
      case .body(let bytes): answer?.body += bytes
      }
    }
    guard let answer else {
      throw NeverAnswered(description: "\(method) \(path) was cut off before an answer")
    }
    return answer
  }

  /// A part of an answer.
  package enum Piece: Sendable {
    /// The answer, its body still empty; comes first.
    case head(HTTPAnswer)
    case body([UInt8])
  }

  /// Sends a request and hands on the answer as it arrives, until it ends or the task is cancelled.
  package func stream(
    _ method: String, _ path: String, headers: [String: String] = [:], body: [UInt8]? = nil,
    piece: (Piece) async throws -> Void
  ) async throws {
    let body = body.map { ByteBuffer(bytes: $0) }
    let head = self.head(method, path, headers, bodyBytes: body?.readableBytes)
    try await connect().executeThenClose { inbound, outbound in
      let content = body.map { [HTTPClientRequestPart.body(.byteBuffer($0))] } ?? []
      // All at once: a server that refuses by the head alone may close before it reads more
      try await outbound.write(contentsOf: [.head(head)] + content + [.end(nil)])
      for try await part in inbound {
        switch part {
        case .head(let head):
          let fields = head.headers.map { ($0.name.lowercased(), $0.value) }
          try await piece(
            .head(
              HTTPAnswer(
                status: Int(head.status.code), headers: Dictionary(fields) { first, _ in first })))
        case .body(let bytes): try await piece(.body(Array(bytes.readableBytesView)))
        case .end: return
        }
      }
    }
  }

  private func head(
    _ method: String, _ path: String, _ own: [String: String], bodyBytes: Int?
  ) -> HTTPRequestHead {
    var fields = ["host": "localhost", "connection": "close"]
    if let bodyBytes { fields["content-length"] = "\(bodyBytes)" }
    fields.merge(headers) { _, new in new }
    fields.merge(own) { _, new in new }
    return HTTPRequestHead(
      version: .http1_1, method: HTTPMethod(rawValue: method), uri: path,
      headers: HTTPHeaders(fields.map { ($0.key, $0.value) }))
  }

  private typealias Connection = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

  private func connect() async throws -> Connection {
    let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
    let setUp: @Sendable (any Channel) -> EventLoopFuture<Connection> = { channel in
      channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.addHTTPClientHandlers()
        return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
      }
    }
    switch server {
    case .unix(let path):
      return try await bootstrap.connect(unixDomainSocketPath: path, channelInitializer: setUp)
    case .tcp(let port):
      return try await bootstrap.connect(host: "127.0.0.1", port: port, channelInitializer: setUp)
    }
  }

  /// A request that a test waited for in vain.
  package struct NeverAnswered: Error, CustomStringConvertible {
    package let description: String
  }
}
