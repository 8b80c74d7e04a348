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
