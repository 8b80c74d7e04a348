/// Which end of a sorted list comes first; the raw values are those of the API.
package enum TrackOrder: String, Sendable, CaseIterable {
  case ascending = "asc"
  case descending = "desc"
}
