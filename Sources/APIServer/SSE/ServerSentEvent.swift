import Hummingbird

/// One event of a `text/event-stream` (WHATWG HTML, server-sent events).
struct ServerSentEvent {
  var id: String?
  var name: String
  /// One line; JSON, where line breaks are escaped.
  var data: String

  /// The event as it is sent. Line breaks in a field would start another field, so they become spaces.
  var buffer: ByteBuffer {
    var text = ""
    if let id { text += "id: \(Self.line(id))\n" }
    text += "event: \(Self.line(name))\ndata: \(Self.line(data))\n\n"
    return ByteBuffer(string: text)
  }

  /// The event as a chunk of an HTTP/1.1 response.
  var chunk: ByteBuffer { Self.chunk(buffer) }

  /// How long a client waits before it connects again, in milliseconds.
  static let retry = ByteBuffer(string: "retry: 2000\n\n")
  /// A comment that keeps the connection alive, as a chunk.
  static let heartbeat = chunk(ByteBuffer(string: ": \n\n"))
  /// The chunk that ends a response.
  static let lastChunk = ByteBuffer(string: "0\r\n\r\n")

  /// `body` in the chunked transfer coding (RFC 9112, 7.1).
  private static func chunk(_ body: ByteBuffer) -> ByteBuffer {
    let size = String(body.readableBytes, radix: 16)
    var chunk = ByteBuffer()
    chunk.reserveCapacity(body.readableBytes + size.utf8.count + 4)
    chunk.writeString("\(size)\r\n")
    chunk.writeImmutableBuffer(body)
    chunk.writeString("\r\n")
    return chunk
  }

  private static func line(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 10 || $0 == 13 }) else { return text }
    return String(text.unicodeScalars.map { $0 == "\r" || $0 == "\n" ? " " : Character($0) })
  }
}
