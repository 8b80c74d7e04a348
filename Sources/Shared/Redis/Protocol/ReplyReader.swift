import CHiredis
import NIOCore

/// hiredis' parser for the replies of one connection. After an error it is of no more use.
struct ReplyReader: ~Copyable {
  /// Nothing that Tonearm asks for comes near these; a server that exceeds them is not one to
  /// listen to.
  private static let depthLimit: Int32 = 8
  private static let byteLimit = 512 << 20

  private let reader: UnsafeMutablePointer<redisReader>
  private var unparsedBytes = 0

  init() throws(RedisError) {
    guard let functions = ReplyFunctions.shared,
      let reader = redisReaderCreateWithFunctions(functions)
    else {
      throw RedisError(.overloaded, "There is no memory for a parser.")
    }
    self.reader = reader
  }

  deinit { redisReaderFree(reader) }

  /// Takes bytes as they came from the server.
  mutating func feed(_ buffer: ByteBuffer) throws(RedisError) {
    let result = buffer.withUnsafeReadableBytes { bytes in
      redisReaderFeed(reader, bytes.baseAddress, bytes.count)
    }
    unparsedBytes += buffer.readableBytes
    guard result == REDIS_OK else { throw failure() }
  }

  /// The next whole reply, or nil until more bytes have been fed.
  mutating func next() throws(RedisError) -> RedisValue? {
    var reply: UnsafeMutableRawPointer?
    guard redisReaderGetReply(reader, &reply) == REDIS_OK else { throw failure() }
    guard let reply else {
      guard unparsedBytes <= Self.byteLimit, reader.pointee.ridx <= Self.depthLimit else {
        throw RedisError(.protocolViolation, "A reply is too large or nested too deep.")
      }
      return nil
    }
    defer { freeReplyObject(reply) }
    unparsedBytes = 0
    return try Self.value(reply.assumingMemoryBound(to: redisReply.self), depth: 0)
  }

  private func failure() -> RedisError {
    let text = withUnsafeBytes(of: reader.pointee.errstr) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    return RedisError(.protocolViolation, "What came from Redis is not RESP2: \(text)")
  }

  private static func value(
    _ reply: UnsafePointer<redisReply>, depth: Int32
  ) throws(RedisError) -> RedisValue {
    let text = UnsafeRawBufferPointer(start: reply.pointee.str, count: reply.pointee.len)
    switch reply.pointee.type {
    case REDIS_REPLY_NIL: return .null
    case REDIS_REPLY_INTEGER: return .integer(reply.pointee.integer)
    case REDIS_REPLY_STATUS: return .status(String(decoding: text, as: UTF8.self))
    case REDIS_REPLY_ERROR: return .error(String(decoding: text, as: UTF8.self))
    case REDIS_REPLY_STRING: return .bytes(Array(text))
    case REDIS_REPLY_ARRAY where depth < depthLimit:
      var values: [RedisValue] = []
      for element in UnsafeBufferPointer(
        start: reply.pointee.element, count: reply.pointee.elements)
      {
        guard let element else { break }
        values.append(try value(element, depth: depth + 1))
      }
      return .array(values)
    default:
      throw RedisError(.protocolViolation, "A reply is of a kind that RESP2 does not have.")
    }
  }
}
