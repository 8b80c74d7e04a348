import Downloads

/// What an edit in the library changes.
package struct LibraryEdit: Sendable, Equatable, Codable {
  /// The fields that change; the others stay.
  package let edits: MetadataEdits
  /// Whether the file gets a new name made of them.
  package let rename: Bool

  /// An edit of these fields.
  package init(edits: MetadataEdits, rename: Bool) {
    self.edits = edits
    self.rename = rename
  }
}
