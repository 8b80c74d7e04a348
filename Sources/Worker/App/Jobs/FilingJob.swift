import Broker
import Downloads
import Fetching
import Filing
import ID3
import Logging
import Runtime

/// One approved download: tagged, named and placed in the library.
struct FilingJob: Sendable {
  let broker: Broker
  let keeper: ClaimKeeper
  let filing: Filing
  let pictures: PictureMaker
  let libraryDomain: String
  let logger: Logger

  /// Does the job and stores its outcome.
  func run(_ claim: Claim) async throws {
    guard let result = await outcome(claim) else {
      return try await keeper.giveUp(claim)
    }
    await FaultPoint.finishing.reach()
    guard try await keeper.retrying({ try await broker.finish(claim, result) }) else {
      return try await keeper.giveUp(claim)
    }
    await FaultPoint.finished.reach()
    result.count(kind: "filing")
    switch result {
    case .filed(let path):
      logger.info("filed", metadata: ["path": "\(path)"])
      try await filing.removeStaging(of: claim.download.id)
      await FaultPoint.cleaned.reach()
      try await broker.hint(path: path, domain: libraryDomain)
    case .failed: try await filing.removeStaging(of: claim.download.id)
    case .fetched, .returned, .handedBack: break
    }
  }

  /// The outcome; nil if there is nothing to store, because another worker has the claim, or may have it.
  private func outcome(_ claim: Claim) async -> ClaimResult? {
    do {
      return try await Metric.phaseDuration.measure(("phase", "filing")) {
        try await keeper.whileHolding(claim, grace: nil) {
          .filed(try await file(claim))
        }
      }
    } catch ClaimInterruption.lost {
      return nil
    } catch is CancellationError {
      return nil
    } catch let error as BrokerError {
      logger.warning("a filing was given up because Redis is away", error: error)
      return nil
    } catch is UnusableCover {
      return .returned(
        reason: "The picture cannot be read; choose another one.", draft: draft(claim))
    } catch let error as FetchingError {
      logger.warning("a cover could not be prepared", error: error)
      return .returned(
        reason: "The worker has no room to prepare the picture; make some and save it again.",
        draft: draft(claim))
    } catch let error as FilingError where error.isOutsideTheFile {
      logger.warning("a track could not be written to the library", error: error)
      return .returned(reason: error.sentence, draft: draft(claim))
    } catch {
      logger.error("a filing failed", error: error)
      let code: FailureCode = error as? FilingError == .stagingLost ? .stagingLost : .internal
      return .failed(DownloadFailure(code, detail: "\(error)"))
    }
  }

  private func file(_ claim: Claim) async throws -> LibraryPath {
    let download = claim.download
    let order = FilingOrder(
      id: download.id, fence: claim.fence,
      tag: ID3Tag(
        metadata: try download.approvedMetadata(),
        cover: try await cover(claim),
        sourceURL: download.suggestion?.webpageUrl ?? download.url.original,
        downloadID: download.id,
        encoder: "Tonearm"),
      recordedDestination: download.destination.flatMap { LibraryPath($0) })
    let place = try await filing.file(order) { path in
      await FaultPoint.tagged.reach()
      guard
        try await keeper.retrying({
          try await broker.recordDestination(path.description, claim)
        })
      else {
        throw ClaimInterruption.lost
      }
      await FaultPoint.recorded.reach()
      // Recording proves less than a beat: that the record is ours, not that the entry is.
      guard try await keeper.retrying({ try await broker.beat(claim) }) else {
        throw ClaimInterruption.lost
      }
    }
    await FaultPoint.placed.reach()
    return place
  }

  /// The cover to embed. A picture that the user sent is converted to JPEG first, which is then the download's cover.
  private func cover(_ claim: Claim) async throws -> CoverImage? {
    let download = claim.download
    guard let (_, bytes) = try await keeper.retrying({ try await broker.cover(of: download) })
    else { return nil }
    guard download.replacedCover != nil else { return CoverImage(bytes) }
    guard let jpeg = try await pictures.jpeg(from: bytes) else { throw UnusableCover() }
    guard try await keeper.retrying({ try await broker.storeCover(jpeg, claim) }) else {
      throw ClaimInterruption.lost
    }
    return CoverImage(jpeg)
  }

  /// The picture that the user sent cannot be decoded.
  private struct UnusableCover: Error {}

  /// The approved metadata as a draft, so that nothing the user typed is lost.
  private func draft(_ claim: Claim) -> MetadataEdits {
    guard let approved = try? claim.download.approvedMetadata() else { return claim.download.edits }
    return MetadataEdits(replacingAll: approved)
  }
}
