import Downloads

/// What an entry of a job stream asks for.
package protocol QueuedJob: Sendable, Equatable {
  /// Reads an entry's fields; nil for what Tonearm did not write.
  init?(fields: [String: String])
}

/// Something to be done for a download; the truth about it is in the record.
package struct DownloadJob: QueuedJob {
  /// What is to be done.
  package enum Kind: String, Sendable, CaseIterable {
    /// Fetch it, or file it, as its record says.
    case work
    /// Remove what is staged for it.
    case discard
  }

  /// The download.
  package let id: DownloadID
  /// What is to be done.
  package let kind: Kind

  /// Reads `id` and `kind`.
  package init?(fields: [String: String]) {
    guard let id = fields["id"].flatMap({ DownloadID($0) }),
      let kind = Kind(rawValue: fields["kind"] ?? Kind.work.rawValue)
    else { return nil }
    self.id = id
    self.kind = kind
  }
}
