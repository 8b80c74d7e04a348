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
