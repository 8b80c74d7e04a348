/// A reply in RESP2, Redis' wire format.
package enum RedisValue: Sendable, Equatable {
  /// A nil bulk string or a nil array.
  case null
  case integer(Int64)
  case status(String)
  /// An error inside a pipeline's or an array's values; on its own it is thrown.
  case error(String)
  /// A bulk string.
  case bytes([UInt8])
  case array([RedisValue])

  /// The text of a bulk string or a status; nil for everything else, and for bytes that are not
  /// UTF-8.
  package var string: String? {
    switch self {
    case .status(let text): text
    case .bytes(let bytes): String(validating: bytes, as: UTF8.self)
    default: nil
    }
  }

  /// An integer, or a bulk string that is one in decimal.
  package var int: Int64? {
    switch self {
    case .integer(let value): value
    case .bytes: string.flatMap { Int64($0) }
    default: nil
    }
  }

  /// The bytes of a bulk string; nil for everything else.
  package var bytes: [UInt8]? {
    if case .bytes(let bytes) = self { bytes } else { nil }
  }

  /// The values of an array; nil for everything else.
  package var array: [RedisValue]? {
    if case .array(let values) = self { values } else { nil }
  }

  /// Whether there is no value, as for a key that does not exist.
  package var isNull: Bool { self == .null }
}
