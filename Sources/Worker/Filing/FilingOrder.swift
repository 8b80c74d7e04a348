import Downloads
import ID3

/// What is filed: the download, the claim on it, and the approved values.
package struct FilingOrder: Sendable {
  let id: DownloadID
  /// The number of the claim; of two filers of one download the higher one wins. At least 1.
  let fence: Int
  let tag: ID3Tag
  /// The destination that the download's record has now, left there by an earlier claim or attempt.
  let recordedDestination: LibraryPath?

  /// An order with these values.
  package init(id: DownloadID, fence: Int, tag: ID3Tag, recordedDestination: LibraryPath?) {
    self.id = id
    self.fence = fence
    self.tag = tag
    self.recordedDestination = recordedDestination
  }
}
