/// A part of the list of tracks.
package struct TrackPage: Sendable, Equatable {
  /// The tracks in their order.
  package var tracks: [Track]
  /// Where the next page begins; nil where this one is the last.
  package var nextCursor: String?
  /// How many tracks all pages together have.
  package var total: Int
}
