/// How a track is, as clients see it.
package enum TrackStatus: String, Sendable, Encodable {
  /// All is done.
  case ok
  /// The second pass (cover, standard tags) is to come.
  case pending
  /// The file cannot be read.
  case error
  /// The file is not there, as long as the whole library is not.
  case missing
}
