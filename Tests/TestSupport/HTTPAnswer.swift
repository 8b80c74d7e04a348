/// The answer to an HTTP request.
package struct HTTPAnswer: Sendable {
  package let status: Int
  /// By lowercase name; of several fields of one name the first.
  package let headers: [String: String]
  package var body: [UInt8] = []

  package var text: String { String(decoding: body, as: UTF8.self) }

  /// The body as JSON; throws where it is something else.
  package var json: JSONValue { get throws { try JSONValue(parsing: text) } }

  /// The `code` of a problem (RFC 9457); nil where the answer is none.
  package var problemCode: String? {
    get throws {
      guard headers["content-type"] == "application/problem+json" else { return nil }
      return try json["code"].text
    }
  }
}
