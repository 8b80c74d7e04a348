import CCurl
import Downloads

/// Turns pasted text into a ``SourceURL``, or says why it is not one. Looks nothing up.
package struct SourceURLParser: Sendable {
  private let policy: EgressPolicy

  /// A parser that refuses hosts and ports that `policy` would refuse without a look-up.
  package init(policy: EgressPolicy) { self.policy = policy }

  /// Checks `text`, which may be anything at all; white space around it is not part of it.
  package func parse(_ text: String) throws(InvalidURL) -> SourceURL {
    let pasted = Self.trimmed(text)
    try Self.checkText(pasted)
    try Self.checkAuthority(Self.authority(of: pasted))
    let url: CurlURL
    do { url = try CurlURL.parse(pasted) } catch { throw Self.invalid(error.code) }
    let target = try Self.target(of: url)
    if let reason = policy.refusal(beforeResolving: target) {
      throw InvalidURL("This link cannot be fetched: \(reason).")
    }
    return SourceURL(
      parsed: pasted, canonical: try Self.canonical(url, target: target), target: target)
  }

  /// The checks that come before any parser: what is not here, no parser gets to see.
  private static func checkText(_ text: String) throws(InvalidURL) {
    guard !text.isEmpty else { throw InvalidURL("Paste a link first.") }
    guard text.utf8.count <= SourceURL.maximumBytes else {
      throw InvalidURL("This link is longer than \(SourceURL.maximumBytes) bytes.")
    }
    guard !text.unicodeScalars.contains(where: isForbidden) else {
      throw InvalidURL("A link must not contain spaces, backslashes or invisible characters.")
    }
    guard hasWebScheme(text) else {
      throw InvalidURL("A link must begin with http:// or https:// and a host.")
    }
    guard !percentDecoded(text).contains("__youtubedl_smuggle") else {
      throw InvalidURL("This link carries instructions that are not part of a web address.")
    }
  }

  /// The checks that libcurl does not make: it takes user-info, and decodes percent signs in a host.
  private static func checkAuthority(_ authority: Substring) throws(InvalidURL) {
    guard !authority.utf8.contains(UInt8(ascii: "@")) else {
      throw InvalidURL("A link must not contain a user name or password.")
    }
    guard !authority.utf8.contains(UInt8(ascii: "%")) else {
      throw InvalidURL("The host of this link is not written as a plain name or address.")
    }
    guard authority.utf8.allSatisfy({ $0 < 0x80 }) else {
      throw InvalidURL(
        "The host of this link has letters beyond a to z; paste it in its xn-- form.")
    }
  }

  private static func target(of url: borrowing CurlURL) throws(InvalidURL) -> EgressTarget {
    guard let host = url.get(CURLUPART_HOST),
      let port = url.get(CURLUPART_PORT, flags: CURLU_DEFAULT_PORT),
      let target = EgressTarget("\(host):\(port)")
    else { throw InvalidURL("The host or port of this link is not a valid one.") }
    return target
  }

  private static func canonical(
    _ url: borrowing CurlURL, target: EgressTarget
  ) throws(InvalidURL) -> String {
    do {
      try url.set(CURLUPART_HOST, to: target.urlHost)
      try url.set(CURLUPART_FRAGMENT, to: nil)
      if let query = url.get(CURLUPART_QUERY) {
        let kept = query.split(separator: "&").filter { !SourceURL.isTracking($0) }
        try url.set(CURLUPART_QUERY, to: kept.isEmpty ? nil : kept.joined(separator: "&"))
      }
    } catch {
      throw invalid(error.code)
    }
    guard let text = url.get(CURLUPART_URL, flags: CURLU_NO_DEFAULT_PORT) else {
      throw InvalidURL("This link is not a valid web address.")
    }
    return text
  }

  private static func invalid(_ code: CURLUcode) -> InvalidURL {
    switch code {
    case CURLUE_BAD_PORT_NUMBER: InvalidURL("The port of this link must be from 1 to 65535.")
    case CURLUE_OUT_OF_MEMORY: InvalidURL("This link could not be read just now; try again.")
    default: InvalidURL("This link is not a valid web address.")
    }
  }
}

extension SourceURLParser {
  /// Cuts white space off both ends, by scalar: to Swift "\r\n" is one character, and so is " \u{301}".
  static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }

  /// Controls, spaces, and what looks like nothing; the backslash, in which parsers differ most.
  static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: true
    default: scalar == "\\"
    }
  }

  /// Whether `text` begins with `http://` or `https://` and something that can be a host.
  static func hasWebScheme(_ text: String) -> Bool {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
    let rest = text.utf8[text.utf8.index(after: colon)...]
    return ["http", "https"].contains(text[..<colon].lowercased())
      && rest.starts(with: "//".utf8) && !authority(of: text).isEmpty
  }

  /// The part between `//` and the first of `/`, `?` and `#`.
  static func authority(of text: String) -> Substring {
    let bytes = text.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return "" }
    let afterSlashes = bytes[colon...].dropFirst(3)
    let end = afterSlashes.firstIndex { byte in
      [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains(byte)
    }
    return text[afterSlashes.startIndex..<(end ?? bytes.endIndex)]
  }

  /// The text with all percent-encoding undone, also what appears only through undoing it.
  static func percentDecoded(_ text: String) -> String {
    var decoded: [UInt8] = []
    for byte in text.utf8 {
      decoded.append(byte)
      while let byte = encodedByte(decoded.suffix(3)) {
        decoded.replaceSubrange((decoded.count - 3)..., with: CollectionOfOne(byte))
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  private static func encodedByte(_ escape: ArraySlice<UInt8>) -> UInt8? {
    guard escape.count == 3, escape.first == UInt8(ascii: "%") else { return nil }
    let digits = escape.dropFirst()
    guard digits.first != UInt8(ascii: "+"), digits.first != UInt8(ascii: "-") else { return nil }
    return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}

/// Why a pasted text is not a link that may be fetched.
package struct InvalidURL: Error, Hashable {
  /// One sentence for a person, at most 300 characters.
  package let detail: String

  init(_ detail: String) { self.detail = detail }
}
