import Broker
import Downloads
import Fetching
import Logging
import NIOPosix
import Runtime

/// One claimed download: fetched into staging, then passed on for review or filing.
struct FetchJob: Sendable {
  /// How long a download may continue once the worker shuts down.
  static let shutdownGrace: Duration = .seconds(30)

  let broker: Broker
  let keeper: ClaimKeeper
  let staging: Staging
  let tools: FetchingTools
  let egress: EgressPolicy
  let logger: Logger

  /// Does the job and stores its outcome.
  func run(_ claim: Claim) async throws {
    let id = claim.download.id
    let result = await outcome(claim)
    staging.removeAttempt(id, fence: claim.fence)
    guard let result else {
      try await forget(claim)
      return
    }
    await FaultPoint.finishing.reach()
    guard try await keeper.retrying({ try await broker.finish(claim, result) }) else {
      try await forget(claim)
      return
    }
    await FaultPoint.finished.reach()
    // Not before: until the failure is stored, the folder may already belong to another worker.
    if case .failed = result { staging.remove(id) }
    result.count(kind: "download")
    logger.info("download \(result.word)")
  }

  /// The outcome; nil if there is nothing to store, because another worker has the claim, or may have it.
  private func outcome(_ claim: Claim) async -> ClaimResult? {
    do {
      try await keeper.whileHolding(claim, grace: Self.shutdownGrace) { try await fetch(claim) }
      return .fetched
    } catch ClaimInterruption.lost {
      return nil
    } catch ClaimInterruption.shutdown {
      return .handedBack
    } catch is CancellationError {
      // The worker ends at once: another one will take the job over after a lease.
      return nil
    } catch let failure as DownloadFailure {
      logger.notice(
        "download failed",
        metadata: ["code": "\(failure.code.rawValue)", "detail": "\(failure.detail ?? "")"])
      return .failed(failure)
    } catch let error as BrokerError {
      logger.warning("a download was given up because Redis is away", error: error)
      return nil
    } catch {
      logger.error("a download failed without a known reason", error: error)
      return .failed(DownloadFailure(.internal, detail: "\(error)"))
    }
  }

  private func fetch(_ claim: Claim) async throws {
    let id = claim.download.id
    let folder = try staging.makeAttemptFolder(id, fence: claim.fence)
    let fetch = Fetch(
      tools: tools, policy: egress, url: claim.download.url, folder: folder, logger: logger)
    let progress = ProgressThrottle()
    let track = try await fetch.run { news in
      switch news {
      case .metadata(let suggestion, let cover):
        try await store(suggestion, cover, claim)
        await FaultPoint.downloading.reach()
      case .progress(let news):
        if await progress.admits(news) { try await announce(news, claim) }
      }
    }
    // Flushing may take long, and must not block the heartbeat.
    try await NIOThreadPool.singleton.runIfActive { try staging.keep(track, of: id) }
    await FaultPoint.staged.reach()
  }

  private func store(_ suggestion: Suggestion, _ cover: [UInt8]?, _ claim: Claim) async throws {
    if let cover {
      try require(try await keeper.retrying { try await broker.storeCover(cover, claim) })
    }
    try require(
      try await keeper.retrying {
        try await broker.storeMetadata(suggestion, ytDlpVersion: tools.versions.ytDlp, claim)
      })
  }

  /// Progress may be lost: a short outage of Redis is no reason to give up.
  private func announce(_ progress: DownloadProgress, _ claim: Claim) async throws {
    do {
      try require(try await broker.announce(progress, claim))
    } catch let error as BrokerError where error.code == .unavailable {
      logger.debug("progress was not announced", error: error)
    }
  }

  private func require(_ held: Bool) throws {
    guard held else { throw ClaimInterruption.lost }
  }

  /// Cleans up after a lost claim: removes a cancelled download's folder, leaves another worker's.
  private func forget(_ claim: Claim) async throws {
    try await keeper.giveUp(claim)
    let download = try await broker.download(claim.download.id)
    if download?.state.isTerminal ?? true { staging.remove(claim.download.id) }
  }
}

/// Lets at most two progress reports a second through, and every change of phase.
private actor ProgressThrottle {
  private static let interval: Duration = .milliseconds(500)

  private var phase: DownloadProgress.Phase?
  private var next = ContinuousClock.now

  func admits(_ progress: DownloadProgress) -> Bool {
    let now = ContinuousClock.now
    guard progress.phase != phase || now >= next else { return false }
    phase = progress.phase
    next = now + Self.interval
    return true
  }
}
