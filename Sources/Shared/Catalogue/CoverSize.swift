/// The sizes that covers are kept in; the raw values are those of the API.
package enum CoverSize: String, Sendable, CaseIterable {
  /// For lists.
  case small
  /// For the player.
  case large

  /// The longest edge, in pixels.
  package var pixels: Int {
    switch self {
    case .small: 128
    case .large: 640
    }
  }

  /// Where the cover of `hash` is in the folder of covers, which the worker writes and the API reads.
  package func path(hash: String) -> String { "\(hash.prefix(2))/\(hash)-\(rawValue).jpg" }
}
