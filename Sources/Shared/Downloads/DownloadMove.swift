/// What can happen to a download, and where it leads: the one table of allowed transitions.
///
/// The broker's scripts are rendered from this table, so Redis refuses exactly what it refuses.
package enum DownloadMove: String, Sendable, CaseIterable {
  /// A worker took the job.
  case claim
  /// The audio is in place; nobody has approved the metadata yet.
  case fetched
  /// The audio is in place, and the user had already pressed Save.
  case fetchedAndApproved
  /// A worker that shuts down gave the job back.
  case handBack
  /// The user pressed Save.
  case confirm
  /// The user cancelled or discarded.
  case cancel
  /// The time to review is over.
  case expire
  /// The file is in the library.
  case filed
  /// The library could not take the file; the reason lies outside the file.
  case returned
  /// It cannot succeed any more.
  case fail

  /// The state that follows, or nil where this move is not allowed.
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
