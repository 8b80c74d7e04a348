/// How many tracks the catalogue has.
package struct CatalogueCounts: Sendable, Equatable {
  /// All that are not in the trash; the next three are among them.
  package var tracks: Int
  /// Those whose files were not there.
  package var missing: Int
  /// Those whose files could not be read.
  package var unreadable: Int
  /// Those whose second pass is to come.
  package var pending: Int
  /// Those in the trash.
  package var trashed: Int
}
