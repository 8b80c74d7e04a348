/// What became of a file that was stored.
package struct StoredTrack: Sendable, Equatable {
  /// The track as it now is.
  package var track: Track
  /// Whether the file's path had no track before.
  package var isNew: Bool
}
