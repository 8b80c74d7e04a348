/// What the catalogue makes of files that a scan found.
package struct ScanComparison: Sendable, Equatable {
  /// Those that are new or were changed, in the order they were given: to be read and stored, or moved.
  package var toRead: [FoundFile]
  /// How many that were missing are back as they were.
  package var cameBack: Int
}
