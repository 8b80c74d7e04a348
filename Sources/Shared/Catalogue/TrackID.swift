import Downloads

/// The identity of a track: a lowercase UUID, as a download's is.
package struct TrackID: Sendable, Hashable, CustomStringConvertible {
  /// The UUID.
  package let description: String

  /// Takes `text` only if it is a UUID in lowercase with hyphens (8-4-4-4-12).
  package init?(_ text: some StringProtocol) {
    guard let id = DownloadID(text) else { return nil }
    description = id.description
  }

  /// Makes a version 4 UUID (RFC 9562).
  package static func random() -> TrackID {
    TrackID(unchecked: DownloadID.random().description)
  }

  /// For what the catalogue itself wrote.
  init(unchecked text: String) { description = text }
}
