import Downloads
import Redis

extension Broker {
  /// How often a job is tried before it counts as poison.
  static let attemptLimit = 3

  /// Makes a delivered job `consumer`'s own; nil where it is another worker's or there is nothing left to do.
  ///
  /// Safe to repeat with the same `token`, which costs one attempt.
  package func claim(
    _ delivery: JobQueue<DownloadJob>.Delivery, consumer: String, domain: String,
    token: DownloadID = .random()
  ) async throws(BrokerError) -> Claim? {
    let answer = try await run(
      ClaimScript.script, on: keys.download(delivery.job.id),
      [
        .init(delivery.job.id.description), .init(delivery.stream), .init(delivery.entry),
        .init(consumer), .init(domain), .init(token.description),
        .init(Self.attemptLimit), .init(try RecordJSON.encode(DownloadFailure(.poison))),
      ])
    switch answer.word {
    case "OK":
      let record = try DownloadRecord(json: try answer.text(0))
      return Claim(download: try record.download(), entry: delivery.entry, consumer: consumer)
    case "GONE", "LOST": return nil
    default: throw answer.unexpected()
    }
  }

  /// Tells that the worker lives. False: the claim is lost, so stop and write nothing.
  package func beat(_ claim: Claim) async throws(BrokerError) -> Bool {
    try await write(WorkerScripts.beat, claim, [.init(claim.consumer)])
  }

  /// Stores the suggestion and announces it. False: the claim is lost.
  package func storeMetadata(_ suggestion: Suggestion, ytDlpVersion: String, _ claim: Claim)
    async throws(BrokerError) -> Bool
  {
    try await write(
      WorkerScripts.metadata, claim,
      [.init(try RecordJSON.encode(suggestion)), .init(ytDlpVersion)])
  }

  /// Stores the suggested cover, a JPEG of at most 256 KiB. False: the claim is lost.
  package func storeCover(_ jpeg: [UInt8], _ claim: Claim) async throws(BrokerError) -> Bool {
    try await write(WorkerScripts.cover, claim, [.init(jpeg)])
  }

  /// Announces progress; may be lost on the way. False: the claim is lost.
  package func announce(_ progress: DownloadProgress, _ claim: Claim) async throws(BrokerError)
    -> Bool
  {
    try await write(WorkerScripts.progress, claim, [.init(try RecordJSON.encode(progress))])
  }

  /// Records where the file is about to be placed. False: the claim is lost.
  package func recordDestination(_ path: String, _ claim: Claim) async throws(BrokerError) -> Bool {
    try await write(WorkerScripts.destination, claim, [.init(path)])
  }

  /// Ends the claim. False: it was lost before, and nothing was written. Safe to repeat.
  package func finish(_ claim: Claim, _ result: ClaimResult) async throws(BrokerError) -> Bool {
    let arguments: [RedisArgument]
    switch result {
    case .fetched: arguments = ["fetched"]
    case .filed(let path): arguments = ["filed", .init(path)]
    case .returned(let reason, let draft):
      arguments = ["returned", .init(reason), .init(try RecordJSON.encode(draft))]
    case .failed(let failure): arguments = ["fail", .init(try RecordJSON.encode(failure))]
    case .handedBack: arguments = ["handBack"]
    }
    return try await write(FinishScript.script, claim, arguments)
  }

  private func write(_ script: RedisScript, _ claim: Claim, _ arguments: [RedisArgument])
    async throws(BrokerError) -> Bool
  {
    let id = claim.download.id
    let answer = try await run(
      script, on: keys.download(id),
      [.init(id.description), .init(claim.fence), .init(claim.entry)] + arguments)
    switch answer.word {
    case "OK", "ALREADY": return true
    case "LOST": return false
    default: throw answer.unexpected()
    }
  }
}
