/// Why the catalogue could not be asked, or refused.
package struct CatalogueError: Error, CustomStringConvertible {
  /// What kind of trouble it is.
  package enum Code: Sendable {
    /// There is no catalogue here, or it cannot be used now; a later try may succeed.
    case unavailable
    /// A newer Tonearm made the catalogue.
    case tooNew
    /// The cursor was not given out for this order of tracks.
    case invalidCursor
    /// Another track's file has that path.
    case pathTaken
  }

  /// What kind of trouble it is.
  package let code: Code
  /// What was attempted, for the log.
  package let message: String
  /// The error behind it.
  package let cause: (any Error)?

  init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  /// Message and cause, for the log.
  package var description: String {
    cause.map { "\(message): \($0)" } ?? message
  }
}
