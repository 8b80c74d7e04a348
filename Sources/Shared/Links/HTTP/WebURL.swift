import CCurl
import Foundation

/// An absolute http or https address that the configuration or Tonearm itself names.
///
/// Nothing is refused but what is not an address: for what people paste there is ``SourceURLParser``.
package struct WebURL: Sendable, Hashable, CustomStringConvertible {
  /// The user's name before the `@`, decoded; empty where there is none.
  package let user: String
  /// The password before the `@`, decoded; empty where there is none.
  package let password: String
  /// The whole address without user, password and fragment.
  let text: String
  /// Scheme, host and port. Path and query may be secret, so this is all that a log gets to see.
  package let description: String

  /// Reads an address; nil where `text` is not one.
  package init?(_ text: String) {
    guard SourceURLParser.hasWebScheme(text),
      !text.unicodeScalars.contains(where: SourceURLParser.isForbidden),
      let url = try? CurlURL.parse(text),
      let user = (url.get(CURLUPART_USER) ?? "").removingPercentEncoding,
      let password = (url.get(CURLUPART_PASSWORD) ?? "").removingPercentEncoding
    else { return nil }
    do {
      for part in [CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_FRAGMENT] {
        try url.set(part, to: nil)
      }
    } catch { return nil }
    guard let rest = url.get(CURLUPART_URL), let scheme = url.get(CURLUPART_SCHEME),
      let host = url.get(CURLUPART_HOST),
      let port = url.get(CURLUPART_PORT, flags: CURLU_DEFAULT_PORT)
    else { return nil }
    self.init(
      user: user, password: password, text: rest, description: "\(scheme)://\(host):\(port)")
  }

  private init(user: String, password: String, text: String, description: String) {
    self.user = user
    self.password = password
    self.text = text
    self.description = description
  }

  /// Whether it has a query, to which nothing can be appended.
  package var hasQuery: Bool { text.contains("?") }

  /// The address `path` below this one, which must have no query; `query` is encoded here.
  package func appending(_ path: String, query: KeyValuePairs<String, String> = [:]) -> WebURL {
    let base = text.hasSuffix("/") ? text : text + "/"
    let pairs = query.map { "\(Self.encoded($0.key))=\(Self.encoded($0.value))" }
    return WebURL(
      user: user, password: password,
      text: base + path + (pairs.isEmpty ? "" : "?") + pairs.joined(separator: "&"),
      description: description)
  }

  /// Everything but RFC 3986's unreserved characters as percent-encoded UTF-8.
  private static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      let character = Character(Unicode.Scalar(byte))
      let isPlain = character.isASCII && (character.isLetter || character.isNumber)
      return isPlain || "-._~".contains(character)
        ? String(character) : String(format: "%%%02X", byte)
    }.joined()
  }
}
