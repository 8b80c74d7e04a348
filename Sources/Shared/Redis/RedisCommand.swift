import CHiredis
import NIOCore

/// A command and its arguments: `["HSET", "key", "field", .init(value)]`.
///
/// Not for commands that change how the connection answers: SUBSCRIBE and its like (see
/// ``RedisSubscriber``), MONITOR, CLIENT REPLY, HELLO, QUIT.
package struct RedisCommand: Sendable, Hashable {
  /// The name and the arguments, as they are sent.
  let words: [RedisArgument]

  /// Takes a name such as `XADD`, and what follows it.
  package init(_ name: String, _ arguments: [RedisArgument] = []) {
    words = [RedisArgument(name)] + arguments
  }

  /// The first word, for logs and error messages.
  package var name: String { String(decoding: words.first?.bytes ?? [], as: UTF8.self) }
}

extension RedisCommand: ExpressibleByArrayLiteral {
  /// Takes the name and the arguments; the name cannot be left out.
  package init(arrayLiteral words: RedisArgument...) {
    precondition(!words.isEmpty, "a command needs a name")
    self.words = words
  }
}

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

/// One word of a command: any bytes.
package struct RedisArgument: Sendable, Hashable {
  /// What is sent.
  package let bytes: [UInt8]

  /// Takes the bytes as they are.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Takes the text as UTF-8.
  package init(_ text: some StringProtocol) { bytes = Array(text.utf8) }

  /// Writes the number in decimal.
  package init(_ number: some BinaryInteger) { self.init(String(number)) }
}

extension RedisArgument: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral {
  /// Takes the text in UTF-8.
  package init(stringLiteral value: String) { self.init(value) }

  /// Writes the number in decimal.
  package init(integerLiteral value: Int64) { self.init(value) }
}
