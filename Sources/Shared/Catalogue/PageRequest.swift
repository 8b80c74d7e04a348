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
