import Foundation

/// News of the library, for all users.
package struct LibraryNews: Sendable, Equatable, Codable {
  /// What happened; the raw values are the names that clients know.
  package enum Name: String, Sendable, Codable {
    case added = "track_added"
    case updated = "track_updated"
    case removed = "track_removed"
    /// Many tracks at once: the list is to be fetched again.
    case changed = "library_changed"
  }

  /// What happened.
  package let name: Name
  /// The event's data as one line of JSON.
  package let data: String

  /// Many tracks changed at once.
  package static let changed = LibraryNews(.changed)

  /// An event with its data.
  package init(_ name: Name, data: String = "{}") {
    self.name = name
    self.data = data
  }
}
