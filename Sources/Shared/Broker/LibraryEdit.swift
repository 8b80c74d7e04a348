import Downloads

/// What an edit in the library changes.
package struct LibraryEdit: Sendable, Equatable, Codable {
  /// The fields that change; the others stay.
  package let edits: MetadataEdits
  /// Whether the file is named anew after them.
  package let rename: Bool

  /// An edit of these fields.
  package init(edits: MetadataEdits, rename: Bool) {
    self.edits = edits
    self.rename = rename
  }

  /// Reads what ``payload()`` wrote.
  package init(payload: String) throws(BrokerError) {
    self = try RecordJSON.decode(LibraryEdit.self, payload)
  }

  /// The edit as a job's payload.
  package func payload() throws(BrokerError) -> String { try RecordJSON.encode(self) }
}
