/// Which part of the list of tracks is asked for.
package struct PageRequest: Sendable, Equatable {
  /// The most tracks that one page can have.
  package static let maximumLimit = 500

  /// Words that the tracks must have; empty for all tracks.
  package var query: String
  /// What the list is sorted by; tracks that do not have it are last.
  package var sort: TrackSort
  /// Which end comes first.
  package var order: TrackOrder
  /// How many tracks, taken as 1 to ``maximumLimit``.
  package var limit: Int
  /// Where the page before ended; nil for the first page.
  package var cursor: String?

  /// A request of these values, in the usual order unless another is given.
  package init(
    query: String = "", sort: TrackSort = .addedAt, order: TrackOrder? = nil, limit: Int = 50,
    cursor: String? = nil
  ) {
    self.query = query
    self.sort = sort
    self.order = order ?? sort.usualOrder
    self.limit = limit
    self.cursor = cursor
  }
}

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

/// Which end of a sorted list comes first; the raw values are those of the API.
package enum TrackOrder: String, Sendable, CaseIterable {
  case ascending = "asc"
  case descending = "desc"
}

/// A part of the list of tracks.
package struct TrackPage: Sendable, Equatable {
  /// The tracks in their order.
  package var tracks: [Track]
  /// Where the next page begins; nil where this one is the last.
  package var nextCursor: String?
  /// How many tracks all pages together have.
  package var total: Int
}
