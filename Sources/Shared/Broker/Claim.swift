import Downloads

/// Names one try to claim a job, so that it can be repeated.
package typealias ClaimToken = Identifier<Claim>

/// A worker's hold on one job: the right to write to its download until the fence moves on.
package struct Claim: Sendable {
  /// The record as it was when it was claimed.
  package let download: Download
  /// The job's place in its stream.
  let entry: String
  let consumer: String

  /// The number that every write of this claim carries.
  package var fence: Int { download.fence }
}

/// How a claim ends.
package enum ClaimResult: Sendable, Equatable {
  /// `track.mp3` is in its staging folder.
  case fetched
  /// The file is in the library at this path.
  case filed(LibraryPath)
  /// The library could not take the file; what was approved becomes the draft.
  case returned(reason: String, draft: MetadataEdits)
  case failed(DownloadFailure)
  /// The worker shuts down; another one is to do it, at no cost of an attempt.
  case handedBack
}
