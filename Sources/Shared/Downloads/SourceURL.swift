/// A pasted link that was found to be an http or https URL which may be fetched.
///
/// Only the parser in Links makes one; so one that exists has a host, no user-info, no control characters and
/// at most ``maximumBytes`` bytes. What its host's addresses are is not known here.
package struct SourceURL: Hashable, Sendable {
  /// The most that a URL may take, in UTF-8 bytes.
  package static let maximumBytes = 4096

  /// The text as it was pasted, without white space around it.
  package let original: String
  /// The form to compare by: host in lower case, no default port, no fragment, no tracking parameters.
  package let canonical: String
  /// Where the first connection will go.
  package let target: EgressTarget

  /// For the parser in Links alone: nothing is checked here.
  package init(parsed original: String, canonical: String, target: EgressTarget) {
    self.original = original
    self.canonical = canonical
    self.target = target
  }
}
