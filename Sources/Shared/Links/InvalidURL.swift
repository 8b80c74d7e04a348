/// Why a pasted text is not a link that may be fetched.
package struct InvalidURL: Error, Hashable {
  /// One sentence for a person, at most 300 characters.
  package let detail: String

  init(_ detail: String) { self.detail = detail }
}
