/// What a list of tracks is sorted by; the raw values are those of the API.
package enum TrackSort: String, Sendable, CaseIterable {
  case addedAt, title, artist, album, durationSeconds

  /// Newest first, and everything else upwards.
  package var usualOrder: TrackOrder { self == .addedAt ? .descending : .ascending }

  /// The column that has it, for which there is an index with the id.
  var column: String {
    switch self {
    case .addedAt: "addedAt"
    case .title: "titleKey"
    case .artist: "artistKey"
    case .album: "albumKey"
    case .durationSeconds: "durationSeconds"
    }
  }

  var index: String { "trackBy_\(column)" }
}
