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
