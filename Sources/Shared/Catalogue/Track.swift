/// A file of the library with an identity, which it keeps when it is renamed, edited or deleted and restored.
package struct Track: Sendable, Equatable {
  /// Its identity.
  package var id: TrackID
  /// Where it is, and what was read from it.
  package var file: LibraryFile
  /// Names its cover in the cover cache; nil while it has none.
  package var coverHash: String?
  /// Whether its second pass is to come.
  package var isPending: Bool
  /// Whether its file was not there when it was looked for.
  package var isMissing: Bool
  /// When it came into the library, in milliseconds since 1970.
  package var addedAtMilliseconds: Int64
  /// When anything here last changed, in milliseconds since 1970.
  package var updatedAtMilliseconds: Int64

  /// What clients are told of it.
  package var status: TrackStatus {
    if isMissing { return .missing }
    if file.unreadable != nil { return .error }
    return isPending ? .pending : .ok
  }
}
