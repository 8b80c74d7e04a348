/// What can happen to a download: the one table of allowed state transitions.
///
/// The table in the broker's scripts is generated from this one, so both refuse the same.
package enum DownloadMove: String, Sendable, CaseIterable {
  /// A worker claimed the job.
  case claim
  /// The audio is staged; the metadata is not approved yet.
  case fetched
  /// The audio is staged, and the user has already pressed Save.
  case fetchedAndApproved
  /// A worker that shuts down returned the job to the queue.
  case handBack
  /// The user pressed Save.
  case confirm
  /// The user cancelled or discarded.
  case cancel
  /// It was not reviewed in time.
  case expire
  /// The file is in the library.
  case filed
  /// The file could not be saved for a reason outside the file, such as a full disk.
  case returned
  /// It failed for good.
  case fail

  /// The state after the move; nil if the move is not allowed.
  package func next(from state: DownloadState) -> DownloadState? {
    switch (self, state) {
    case (.claim, .queued), (.claim, .downloading): .downloading
    case (.claim, .finalizing): .finalizing
    case (.fetched, .downloading): .awaitingConfirmation
    case (.fetchedAndApproved, .downloading): .finalizing
    case (.handBack, .downloading): .queued
    case (.handBack, .finalizing): .finalizing
    case (.confirm, .queued): .queued
    case (.confirm, .downloading): .downloading
    case (.confirm, .awaitingConfirmation): .finalizing
    case (.cancel, .queued), (.cancel, .downloading), (.cancel, .awaitingConfirmation): .cancelled
    case (.expire, .awaitingConfirmation): .expired
    case (.filed, .finalizing): .completed
    case (.returned, .finalizing): .awaitingConfirmation
    case (.fail, .queued), (.fail, .downloading), (.fail, .finalizing): .failed
    default: nil
    }
  }
}

/// The state of a download. Terminal states never change.
package enum DownloadState: String, Sendable, Codable, CaseIterable {
  case queued
  case downloading
  case awaitingConfirmation = "awaiting_confirmation"
  case finalizing
  case completed
  case failed
  case cancelled
  case expired

  /// Whether the download has ended, so that its state never changes again.
  package var isTerminal: Bool {
    switch self {
    case .queued, .downloading, .awaitingConfirmation, .finalizing: false
    case .completed, .failed, .cancelled, .expired: true
    }
  }
}

/// The names under which a download's changes reach clients; the raw values are part of the HTTP contract.
package enum DownloadEvent: String, Sendable, Codable, CaseIterable {
  case queued = "download_queued"
  case started = "download_started"
  case updated = "download_updated"
  case metadata = "download_metadata"
  case progress = "download_progress"
  case readyForReview = "download_ready_for_review"
  case finalizing = "download_finalizing"
  case completed = "download_completed"
  case failed = "download_failed"
  case cancelled = "download_cancelled"
  case expired = "download_expired"
}
