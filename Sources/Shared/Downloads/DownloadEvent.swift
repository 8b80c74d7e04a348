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
