import Downloads
import ID3

/// What is filed: the download, the claim on it, and the approved values.
struct FilingOrder: Sendable {
  let id: DownloadID
  /// The number of the claim; of two filers of one download the higher one wins. At least 1.
  let fence: Int
  let tag: ID3Tag
  /// The destination that the download's record has now, left there by an earlier claim or attempt.
  let recordedDestination: LibraryPath?
}
