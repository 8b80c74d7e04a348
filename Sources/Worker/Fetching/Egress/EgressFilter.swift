import NIOCore

/// What happens to the bytes in one direction of a connection.
enum EgressFilter {
  /// All pass.
  case tunnel
  /// A request's body, of which so many bytes are still to come; nothing may follow it.
  case requestBody(remainingBytes: Int)
  /// A response whose head is still being gathered.
  case responseHead(HTTPHeadCollector)
  /// A response's body, which ends with its connection.
  case responseBody(isRadio: Bool)

  static let response = EgressFilter.responseHead(HTTPHeadCollector(limitBytes: 64 * 1024))

  /// The bytes to pass on in place of `bytes`; throws how to respond if the exchange must end here.
  mutating func pass(_ bytes: ByteBuffer) throws(EgressRefusal) -> ByteBuffer {
    switch self {
    case .tunnel, .responseBody:
      return bytes
    case .requestBody(let remainingBytes):
      guard bytes.readableBytes <= remainingBytes else { throw .malformed }
      self = .requestBody(remainingBytes: remainingBytes - bytes.readableBytes)
      return bytes
    case .responseHead(let collector):
      return try passHead(bytes, collector)
    }
  }

  private mutating func passHead(
    _ bytes: ByteBuffer, _ collector: HTTPHeadCollector
  ) throws(EgressRefusal) -> ByteBuffer {
    var collector = collector
    var bytes = bytes
    while true {
      switch collector.collect(bytes) {
      case .incomplete:
        self = .responseHead(collector)
        return ByteBuffer()
      case .tooLong:
        throw .badResponse
      case .complete(let head, let rest):
        guard let head = HTTPHead(head.readableBytesView), let status = Self.status(head) else {
          throw .badResponse
        }
        // Interim responses (1xx) are left out: no request needs them.
        guard status < 200 else {
          self = .responseBody(isRadio: status == 200 && Self.isRadio(head))
          var response = ByteBuffer(bytes: head.forwarded(startLine: head.startLine))
          response.writeImmutableBuffer(rest)
          return response
        }
        bytes = rest
        collector = HTTPHeadCollector(limitBytes: 64 * 1024)
      }
    }
  }

  /// Whether it begins a radio station: Icecast and Shoutcast send `icy-` fields and no length.
  private static func isRadio(_ head: HTTPHead) -> Bool {
    head.values("content-length").isEmpty && head.fields.contains { $0.name.hasPrefix("icy-") }
  }

  private static func status(_ head: HTTPHead) -> Int? {
    let line = head.startLine
    guard line.starts(with: "HTTP/1.".utf8), line.count >= 12,
      line.count == 12 || line[line.startIndex + 12] == 0x20,
      let status = Int(String(decoding: line.dropFirst(9).prefix(3), as: UTF8.self)),
      (100...599).contains(status)
    else { return nil }
    return status
  }
}
