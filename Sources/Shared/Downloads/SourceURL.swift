/// A pasted link that is an http or https URL and may be fetched.
///
/// Only the parser in Links makes one, and the broker reads them back from its records, so that every instance has a
/// host, no user-info, no control characters and at most ``maximumBytes`` bytes. Its host is not resolved yet.
package struct SourceURL: Hashable, Sendable {
  /// The longest URL, in UTF-8 bytes.
  package static let maximumBytes = 4096

  /// The pasted text, without white space around it.
  package let original: String
  /// The form to compare by: host in lower case, no default port, no fragment, no tracking parameters.
  package let canonical: String
  /// The target of the first connection.
  package let target: EgressTarget

  /// Only for the parser in Links: nothing is checked here.
  package init(parsed original: String, canonical: String, target: EgressTarget) {
    self.original = original
    self.canonical = canonical
    self.target = target
  }

  /// Reads what was recorded of a URL that the parser made.
  ///
  /// Where `canonical` is nil, as in records of older versions, it is derived: the parser's form, except that dots in
  /// the path and letters beyond ASCII stay as they are. A host that cannot be read becomes one that never resolves.
  package init(recorded original: String, canonical: String?) {
    let parts = Parts(canonical ?? original)
    let target = EgressTarget(parts.authority, defaultPort: parts.defaultPort)
    self.original = original
    self.target = target ?? EgressTarget(host: .name("invalid"), port: parts.defaultPort)
    self.canonical = canonical ?? target.map(parts.canonical) ?? original
  }

  /// Whether a parameter of a URL's query, such as `utm_source=x`, says who passed the link on and not what it is.
  package static func isTracking(_ parameter: Substring) -> Bool {
    let name = parameter.prefix { $0 != "=" }
    return name == "si" || name == "feature" || name.hasPrefix("utm_")
  }

  /// A URL cut up by its delimiters (RFC 3986, appendix B).
  private struct Parts {
    let isSecure: Bool
    let authority: Substring
    let path: Substring
    let query: Substring?

    var defaultPort: UInt16 { isSecure ? 443 : 80 }

    init(_ text: String) {
      let afterScheme = text.drop { $0 != ":" }.dropFirst(3)
      let scheme = text.prefix { $0 != ":" }.lowercased()
      let hierarchy = afterScheme.prefix { $0 != "#" }
      let resource = hierarchy.drop { $0 != "/" && $0 != "?" }
      isSecure = scheme == "https"
      authority = hierarchy[..<resource.startIndex]
      path = resource.prefix { $0 != "?" }
      query = resource.firstIndex(of: "?").map { resource[resource.index(after: $0)...] }
    }

    func canonical(_ target: EgressTarget) -> String {
      let port = target.port == defaultPort ? "" : ":\(target.port)"
      let kept = (query ?? "").split(separator: "&").filter { !SourceURL.isTracking($0) }
      return "\(isSecure ? "https" : "http")://\(target.urlHost)\(port)"
        + (path.isEmpty ? "/" : path) + (kept.isEmpty ? "" : "?" + kept.joined(separator: "&"))
    }
  }
}
