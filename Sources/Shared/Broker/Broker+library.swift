import Downloads
import Redis

extension Broker {
  /// Makes `owner` the one that keeps the catalogue of the library for a lease, or prolongs that; false while
  /// another does.
  package func takeLibraryLease(domain: String, _ owner: String) async throws(BrokerError) -> Bool {
    try await takeLease(keys.libraryOwner(domain: domain), owner)
  }

  /// Lets another worker keep the catalogue at once.
  package func returnLibraryLease(domain: String, _ owner: String) async throws(BrokerError) {
    try await returnLease(keys.libraryOwner(domain: domain), owner)
  }

  /// Tells the worker that keeps the catalogue of `domain` about a new file at `path`. Does nothing while there is no
  /// such worker: the next one begins with a look at the whole folder.
  package func hint(path: LibraryPath, domain: String) async throws(BrokerError) {
    guard try await send(["EXISTS", .init(keys.libraryOwner(domain: domain))]).int == 1 else {
      return
    }
    try await request(LibraryJob(.index(path)), domain: domain)
  }

  /// Queues a job; `picture` is what a cover job makes the cover.
  package func request(_ job: LibraryJob, domain: String, picture: [UInt8]? = nil)
    async throws(BrokerError)
  {
    if let picture {
      _ = try await send([
        "SET", .init(keys.picture(job: job.id)), .init(picture), "PX",
        .init(BrokerPolicy.outcomeLifetime.milliseconds),
      ])
    }
    _ = try await send(
      .init(
        "XADD",
        [.init(keys.library(domain: domain)), "*"] + (try job.fields()).map { RedisArgument($0) }))
  }

  /// The picture that came with a cover job; nil once the job is done.
  package func picture(of job: LibraryJob) async throws(BrokerError) -> [UInt8]? {
    try await send(["GET", .init(keys.picture(job: job.id))]).bytes
  }

  /// How the job ended; nil while it has not, or an hour after it did.
  package func outcome(of job: LibraryJob) async throws(BrokerError) -> LibraryJobOutcome? {
    try await send(["GET", .init(keys.outcome(job: job.id))]).string
      .map { text throws(BrokerError) in try RecordJSON.decode(LibraryJobOutcome.self, text) }
  }

  /// How often the job was begun, this time included.
  package func attempts(_ delivery: JobQueue<LibraryJob>.Delivery) async throws(BrokerError) -> Int
  {
    let pending = try await send([
      "XPENDING", .init(delivery.stream), .init(BrokerKeys.group), .init(delivery.entry),
      .init(delivery.entry), "1",
    ])
    return Int(pending.array?.first?.array?.last?.int ?? 1)
  }

  /// Removes a job that is done from its stream, and wakes the client that waits for it.
  package func finish(
    _ delivery: JobQueue<LibraryJob>.Delivery, _ outcome: LibraryJobOutcome
  ) async throws(BrokerError) {
    _ = try await run(
      .finishLibraryJob, on: delivery.stream,
      [
        "stream": .init(delivery.stream), "entry": .init(delivery.entry),
        "job": .init(delivery.job.id.description), "outcome": .init(try RecordJSON.encode(outcome)),
      ])
  }

  /// Tells all users what happened in the library.
  package func announce(_ event: LibraryNews) async throws(BrokerError) {
    _ = try await send([
      "PUBLISH", .init(keys.libraryEvents), .init(try RecordJSON.encode(event)),
    ])
  }
}
