import Files

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
