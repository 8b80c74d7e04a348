/// Reads `text/event-stream` as browsers do (WHATWG HTML, server-sent events).
struct EventStreamParser {
  /// What a stream consists of.
  enum Item {
    case event(id: String?, name: String, data: String)
    case comment(String)
    case retry(String)
    /// A line that no server means to send.
    case unknown(String)
  }

  private var line: [UInt8] = []
  private var endsWithReturn = false
  private var id: String?
  private var name: String?
  private var data: [String] = []

  /// Takes the next bytes of the stream, and answers what they complete.
  mutating func read(_ bytes: [UInt8]) -> [Item] {
    var items: [Item] = []
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\n") where endsWithReturn: endsWithReturn = false
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        endsWithReturn = byte == UInt8(ascii: "\r")
        if let item = endLine() { items.append(item) }
      default:
        endsWithReturn = false
        line.append(byte)
      }
    }
    return items
  }

  private mutating func endLine() -> Item? {
    defer { line = [] }
    guard !line.isEmpty else { return endEvent() }
    let parts = line.split(
      separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
    let field = String(decoding: parts[0], as: UTF8.self)
    var value = parts.count > 1 ? parts[1] : []
    if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
    let text = String(decoding: value, as: UTF8.self)
    switch field {
    case "": return .comment(text)
    case "id": id = text
    case "event": name = text
    case "data": data.append(text)
    case "retry": return .retry(text)
    default: return .unknown(String(decoding: line, as: UTF8.self))
    }
    return nil
  }

  private mutating func endEvent() -> Item? {
    defer { (id, name, data) = (nil, nil, []) }
    guard !data.isEmpty else { return nil }
    return .event(id: id, name: name ?? "message", data: data.joined(separator: "\n"))
  }
}
