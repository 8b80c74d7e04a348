/// A request to a web server.
package struct WebRequest: Sendable, CustomStringConvertible {
  /// What is asked for.
  package enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
  }

  /// What is asked for.
  package var method: Method
  /// Where it is sent; user and password of the address are not sent.
  package var url: WebURL
  /// Values by name, of which nothing is known to be valid yet; may be secret.
  package var headers: [String: String]
  /// What a POST sends; a GET has none.
  package var body: [UInt8]

  /// A request of these parts.
  package init(
    _ method: Method, _ url: WebURL, headers: [String: String] = [:], body: [UInt8] = []
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }

  /// Method and server, nothing that may be secret.
  package var description: String { "\(method.rawValue) \(url)" }

  /// The name of a header that cannot be sent as it is (RFC 9110, 5.1 and 5.5); nil where all can.
  var invalidHeader: String? {
    headers.first { name, value in
      name.isEmpty || !name.utf8.allSatisfy(Self.isTokenByte)
        || value.utf8.contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7f }
    }?.key
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    let character = Character(Unicode.Scalar(byte))
    return character.isASCII && (character.isLetter || character.isNumber)
      || "!#$%&'*+-.^_`|~".contains(character)
  }
}
