import CHiredis
import NIOCore

extension RedisCommand {
  /// Appends the command as RESP2 to `buffer`.
  func encode(into buffer: inout ByteBuffer) throws(RedisError) {
    // hiredis wants an array of pointers, so all words lie one behind the other while it looks at
    // them
    let bytes = words.flatMap(\.bytes)
    let lengths = words.map(\.bytes.count)
    var encoded: UnsafeMutablePointer<CChar>?
    // The result is an int in hiredis 0.14 and a long long in 1.x
    let length = bytes.withUnsafeBytes { bytes in
      var start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      var pointers = lengths.map { length in
        defer { start = start?.advanced(by: length) }
        return start
      }
      return Int(redisFormatCommandArgv(&encoded, Int32(pointers.count), &pointers, lengths))
    }
    guard length > 0, let encoded else {
      throw RedisError(.overloaded, "There is no memory for a command of \(bytes.count) bytes.")
    }
    defer { redisFreeCommand(encoded) }
    buffer.writeBytes(UnsafeRawBufferPointer(start: encoded, count: length))
  }
}
