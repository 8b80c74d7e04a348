import NIOCore

/// Gathers bytes until a message head is complete or too long.
struct HTTPHeadCollector {
  enum Outcome {
    case incomplete
    /// More than the limit came without an end.
    case tooLong
    /// The head with its empty line, and what came after it.
    case complete(head: ByteBuffer, rest: ByteBuffer)
  }

  private let limitBytes: Int
  private var buffer = ByteBuffer()

  init(limitBytes: Int) { self.limitBytes = limitBytes }

  mutating func collect(_ bytes: ByteBuffer) -> Outcome {
    // An end may have begun with the last three bytes before these.
    var searched = max(0, buffer.readableBytes - 3)
    buffer.writeImmutableBuffer(bytes)
    let view = buffer.readableBytesView
    while let end = view.dropFirst(searched).firstIndex(of: UInt8(ascii: "\n")) {
      searched = end - view.startIndex + 1
      guard searched <= limitBytes else { return .tooLong }
      if view[..<(end + 1)].suffix(4).elementsEqual("\r\n\r\n".utf8),
        let head = buffer.readSlice(length: searched)
      {
        return .complete(head: head, rest: buffer)
      }
    }
    return buffer.readableBytes > limitBytes ? .tooLong : .incomplete
  }
}
