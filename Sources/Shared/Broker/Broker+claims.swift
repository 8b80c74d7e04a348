import Downloads
import Redis

extension Broker {
  /// Makes a delivered job `consumer`'s own; nil where it is another worker's or there is nothing left to do.
  ///
  /// Safe to repeat with the same `token`, which costs one attempt.
  package func claim(
    _ delivery: JobQueue<DownloadJob>.Delivery, consumer: String, domain: String,
    token: ClaimToken = .random()
  ) async throws(BrokerError) -> Claim? {
    let reply = try await run(
      .claim, on: keys.download(delivery.job.id),
      [
        "id": .init(delivery.job.id.description), "stream": .init(delivery.stream),
        "entry": .init(delivery.entry), "consumer": .init(consumer), "domain": .init(domain),
        "token": .init(token.description),
        "progress": .init(try RecordJSON.encode(DownloadProgress(phase: .resolving))),
        "failure": .init(try RecordJSON.encode(DownloadFailure(.poison))),
      ])
    switch reply.word {
    case "OK":
      let record = try DownloadRecord(json: try reply.text(0))
      return Claim(download: try record.download(), entry: delivery.entry, consumer: consumer)
    case "GONE", "LOST": return nil
    default: throw reply.unexpected()
    }
  }

  /// Says that the worker is alive. False: the claim is lost, so stop and write nothing.
  package func beat(_ claim: Claim) async throws(BrokerError) -> Bool {
    try await write(.beat, claim, ["consumer": .init(claim.consumer)])
  }

  /// Stores the suggestion and announces it. False: the claim is lost.
  package func storeMetadata(_ suggestion: Suggestion, ytDlpVersion: String, _ claim: Claim)
    async throws(BrokerError) -> Bool
  {
    try await write(
      .storeMetadata, claim,
      [
        "suggestion": .init(try RecordJSON.encode(suggestion)), "ytDlpVersion": .init(ytDlpVersion),
      ])
  }

  /// Stores the suggested cover, a JPEG of at most 256 KiB. False: the claim is lost.
  package func storeCover(_ jpeg: [UInt8], _ claim: Claim) async throws(BrokerError) -> Bool {
    try await write(.storeCover, claim, ["jpeg": .init(jpeg)])
  }

  /// Announces progress; may be lost on the way. False: the claim is lost.
  package func announce(_ progress: DownloadProgress, _ claim: Claim) async throws(BrokerError)
    -> Bool
  {
    try await write(
      .announceProgress, claim, ["progress": .init(try RecordJSON.encode(progress))])
  }

  /// Records where the file is about to be placed. False: the claim is lost.
  package func recordDestination(_ path: String, _ claim: Claim) async throws(BrokerError) -> Bool {
    try await write(.recordDestination, claim, ["path": .init(path)])
  }

  /// Ends the claim. False: it was lost before, and nothing was written. Safe to repeat.
  package func finish(_ claim: Claim, _ result: ClaimResult) async throws(BrokerError) -> Bool {
    let move: DownloadMove
    var (libraryPath, reason, draft, failure) = ("", "", "", "")
    switch result {
    case .fetched: move = .fetched
    case .filed(let path):
      move = .filed
      libraryPath = path.description
    case .returned(let why, let approved):
      move = .returned
      reason = why
      draft = try RecordJSON.encode(approved)
    case .failed(let why):
      move = .fail
      failure = try RecordJSON.encode(why)
    case .handedBack: move = .handBack
    }
    return try await write(
      .finish, claim,
      [
        "move": .init(move.rawValue), "libraryPath": .init(libraryPath), "reason": .init(reason),
        "draft": .init(draft), "failure": .init(failure),
      ])
  }

  private func write(_ script: BrokerScript, _ claim: Claim, _ arguments: ScriptArguments)
    async throws(BrokerError) -> Bool
  {
    let id = claim.download.id
    let reply = try await run(
      script, on: keys.download(id),
      ["id": .init(id.description), "fence": .init(claim.fence), "entry": .init(claim.entry)]
        + arguments)
    switch reply.word {
    case "OK", "ALREADY": return true
    case "LOST": return false
    default: throw reply.unexpected()
    }
  }
}
