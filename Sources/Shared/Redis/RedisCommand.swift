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
