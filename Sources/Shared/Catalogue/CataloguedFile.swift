import Files
import GRDB

/// Which track a file is, for comparison with what is in the library folder.
package struct CataloguedFile: Sendable, Equatable, FetchableRecord {
  /// The track's identity.
  package var id: TrackID
  /// Where its file was.
  package var path: TrackPath
  /// What its file looked like.
  package var stamp: FileStamp

  /// Reads a row of the table `track`.
  package init(row: Row) {
    id = TrackID(unchecked: row["id"])
    path = TrackPath(row: row)
    stamp = FileStamp(row: row)
  }
}
