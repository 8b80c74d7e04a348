import Foundation

/// JSON as the record's fields hold it: keys sorted, so that equal values are equal bytes.
enum RecordJSON {
  static func encode(_ value: some Encodable) throws(BrokerError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch {
      throw BrokerError(.corrupt, "a value cannot be written as JSON", cause: error)
    }
  }

  static func decode<Value: Decodable>(_ type: Value.Type, _ text: some StringProtocol)
    throws(BrokerError) -> Value
  {
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch {
      throw BrokerError(.corrupt, "a value in Redis is not the JSON it should be", cause: error)
    }
  }
}
