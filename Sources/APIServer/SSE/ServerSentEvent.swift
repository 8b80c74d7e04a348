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

  /// A comment that keeps the connection alive.
  static let heartbeat = ByteBuffer(string: ": \n\n")
  /// How long a client waits before it connects again, in milliseconds.
  static let retry = ByteBuffer(string: "retry: 2000\n\n")

  private static func line(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 10 || $0 == 13 }) else { return text }
    return String(text.unicodeScalars.map { $0 == "\r" || $0 == "\n" ? " " : Character($0) })
  }
}
