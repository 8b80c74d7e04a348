import Broker
import Downloads
import Runtime

/// Approving a download, and waiting a moment for the file to be in the library.
struct Approval: Sendable {
  let broker: Broker
  let live: LiveEvents

  /// How long an answer waits for the filing before it is 202.
  private static let patience: Duration = .seconds(10)

  /// Approves with `edits` and returns the download: completed, or still on its way.
  ///
  /// Throws ``MetadataApproval/Invalid``, or a ``Problem``: not found, not confirmable, expired, confirmed with
  /// other values, filing failed.
  func approve(_ id: DownloadID, user: UserName, edits: MetadataEdits) async throws -> Download {
    // Subscribed before the approval, or its end could be missed.
    let events = try await live.events(of: user, tick: .seconds(1))
    try Self.check(edits, on: try await current(id, user))
    let answer = try await broker.confirm(id, user: user, edits: edits)
    await FaultPoint.confirmed.reach()
    switch answer {
    case .notFound: throw Problem.notFound
    case .early: return try await current(id, user)
    case .filing: break
    case .refused(.finalizing), .refused(.completed):
      try Self.requireSame(edits, as: try await current(id, user))
    case .refused(.expired): throw Problem.expired
    case .refused(let state): throw Problem.notConfirmable(state)
    }
    var download = try await current(id, user)
    let deadline = ContinuousClock.now + Self.patience
    var news = events.makeAsyncIterator()
    while download.state == .finalizing, ContinuousClock.now < deadline,
      let element = await news.next(isolation: nil)
    {
      if case .ended = element { break }
      download = try await current(id, user)
    }
    return try Self.answer(download)
  }

  private static func answer(_ download: Download) throws(Problem) -> Download {
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
