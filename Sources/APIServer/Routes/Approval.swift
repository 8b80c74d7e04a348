import Broker
import Downloads
import Runtime

/// Approves a download, and waits a moment for its file to be in the library.
struct Approval: Sendable {
  let broker: Broker
  let live: LiveEvents

  /// How long a request waits for the filing before the response is 202.
  private static let timeout: Duration = .seconds(10)

  /// Approves with `edits` and returns the download: completed, or not yet.
  ///
  /// Throws ``MetadataApproval/Invalid``, or a ``Problem``: not found, not confirmable, expired, confirmed with
  /// other values, filing failed.
  func approve(_ id: DownloadID, user: UserName, edits: MetadataEdits) async throws -> Download {
    // Subscribed before the approval, so that the end of the filing cannot be missed.
    let events = try await live.events(of: user, tick: .seconds(1))
    try Self.check(edits, on: try await current(id, user))
    let outcome = try await broker.confirm(id, user: user, edits: edits)
    await FaultPoint.confirmed.reach()
    switch outcome {
    case .notFound: throw Problem.notFound
    case .early: return try await current(id, user)
    case .filing: break
    case .refused(.finalizing), .refused(.completed):
      try Self.requireSame(edits, as: try await current(id, user))
    case .refused(.expired): throw Problem.expired(after: broker.policy.reviewWindow)
    case .refused(let state): throw Problem.notConfirmable(state)
    }
    var download = try await current(id, user)
    let deadline = ContinuousClock.now + Self.timeout
    var news = events.makeAsyncIterator()
    while download.state == .finalizing, ContinuousClock.now < deadline,
      let element = await news.next(isolation: nil)
    {
      if case .ended = element { break }
      download = try await current(id, user)
    }
    return try Self.result(download)
  }

  private static func result(_ download: Download) throws(Problem) -> Download {
    switch download.state {
    case .completed, .finalizing: return download
    case .awaitingConfirmation:
      throw .filingFailed(download.lastError ?? "The track could not be saved.")
    case .failed: throw .filingFailed(download.failure?.message ?? "The download failed.")
    default: throw .notConfirmable(download.state)
    }
  }

  private static func check(_ edits: MetadataEdits, on download: Download) throws {
    // Only the other fields fall back to draft and suggestion.
    try MetadataApproval.requireTitleAndArtist(in: edits)
    _ = try MetadataApproval.resolve(
      edits, draft: download.draft, suggestion: download.suggestion)
  }

  private static func requireSame(_ edits: MetadataEdits, as download: Download) throws {
    let asked = try MetadataApproval.resolve(
      edits, draft: download.draft, suggestion: download.suggestion)
    guard asked == (try download.approvedMetadata()) else {
      throw Problem.alreadyConfirmedDifferently
    }
  }

  private func current(_ id: DownloadID, _ user: UserName) async throws -> Download {
    guard let download = try await broker.download(id, user: user) else { throw Problem.notFound }
    return download
  }
}
