import Files
import GRDB

/// What the catalogue makes of files that a scan found.
package struct ScanComparison: Sendable, Equatable {
  /// Those that are new or were changed, in the order they were given: to be read and stored, or moved.
  package var toRead: [FoundFile]
  /// How many that were missing are back as they were.
  package var cameBack: Int
}

/// A file that a scan came upon and has not read yet.
package struct FoundFile: Sendable, Hashable {
  /// Where it is.
  package var path: TrackPath
  /// What it looks like from outside.
  package var stamp: FileStamp

  /// A file of these values.
  package init(path: TrackPath, stamp: FileStamp) {
    self.path = path
    self.stamp = stamp
  }
}

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
