/// A pasted link that is an http or https URL and may be fetched.
///
/// Only the parser in Links makes one, so that every instance has a host, no user-info, no control characters and at
/// most ``maximumBytes`` bytes. Its host is not resolved yet.
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
}
