import Downloads
import Redis

/// The downloads in Redis, in domain words. Every change is one script, so it happens wholly or not at all.
package struct Broker: Sendable {
  /// How everything is named in Redis.
  package let keys: BrokerKeys
  /// The times and bounds that the scripts go by.
  package let policy: BrokerPolicy
  let redis: RedisClient
  /// What every script gets before its own arguments.
  private let sharedArguments: [RedisArgument]

  /// `redis` is the shared command connection; blocking reads use another, see ``JobQueue``.
  package init(redis: RedisClient, keys: BrokerKeys, policy: BrokerPolicy) {
    self.redis = redis
    self.keys = keys
    self.policy = policy
    sharedArguments = ScriptHeader.arguments(keys, policy)
  }

  /// Runs `script` with its own `arguments` on `key`, which places it in a cluster.
  func run(
    _ script: BrokerScript, on key: String, _ arguments: ScriptArguments
  ) async throws(BrokerError) -> ScriptReply {
    guard arguments.names == script.parameters else {
      throw BrokerError(
        .corrupt,
        "\(script.redis.name).lua needs \(script.parameters) and was given \(arguments.names)")
    }
    let value: RedisValue
    do {
      value = try await redis.run(
        script.redis, keys: [key], arguments: sharedArguments + arguments.values)
    } catch {
      throw BrokerError(error, doing: script.redis.name)
    }
    return try ScriptReply(value)
  }

  /// Sends one command.
  func send(_ command: RedisCommand) async throws(BrokerError) -> RedisValue {
    do {
      return try await redis.send(command)
    } catch {
      throw BrokerError(error, doing: command.name)
    }
  }
}

extension Broker {
  /// The version of Redis, such as `7.0.15`.
  package func serverVersion() async throws(BrokerError) -> String {
    let lines = (try await send(["INFO", "server"]).string ?? "").split(whereSeparator: \.isNewline)
    guard let line = lines.first(where: { $0.hasPrefix("redis_version:") }) else {
      throw BrokerError(.corrupt, "Redis does not say its version")
    }
    return String(line.dropFirst("redis_version:".count))
  }

  /// Returns if Redis replies in time; throws ``BrokerError/Code/unavailable`` otherwise.
  package func ping() async throws(BrokerError) { _ = try await send(["PING"]) }
}

/// All of a user's downloads at one moment.
package struct DownloadSnapshot: Sendable, Equatable {
  /// The last event that the downloads already show.
  package let position: EventPosition
  /// Newest first: all that are live, and the last 50 ended.
  package let downloads: [Download]
}

extension Broker {
  /// The user's downloads, together with their place in the event log.
  package func snapshot(_ user: UserName) async throws(BrokerError) -> DownloadSnapshot {
    let reply = try await run(
      .snapshot, on: keys.events(user), ["user": .init(user.description)])
    let position = try reply.position()
    var downloads: [Download] = []
    for index in reply.values.indices.dropFirst(2) {
      downloads.append(try DownloadRecord(json: try reply.text(index)).download())
    }
    return DownloadSnapshot(position: position, downloads: downloads)
  }

  /// The place of the user's newest event; offset 0 where the log is empty, or was lost.
  package func position(_ user: UserName) async throws(BrokerError) -> EventPosition {
    try await run(.position, on: keys.events(user), ["user": .init(user.description)])
      .position()
  }

  /// The logged events after `position`, oldest first; nil where some of them are no longer known.
  package func events(_ user: UserName, after position: EventPosition)
    async throws(BrokerError) -> [BrokerEvent]?
  {
    let last = try await self.position(user)
    guard last.epoch == position.epoch, position.offset <= last.offset else { return nil }
    let entries = try await send(
      ["XRANGE", .init(keys.events(user)), .init("(\(position.offset)-1"), "+"])
    var events: [BrokerEvent] = []
    for entry in entries.array ?? [] {
      guard let parts = entry.array, parts.count == 2, let fields = parts[1].array,
        fields.count == 2, let payload = fields[1].string
      else { throw BrokerError(.corrupt, "the event log holds something else") }
      events.append(try BrokerEvent(json: payload))
    }
    // Between the two reads the log may have been lost or trimmed; then the offsets do not join.
    guard last == position || !events.isEmpty else { return nil }
    guard case .change(let first, _, _)? = events.first else { return [] }
    return first == EventPosition(epoch: position.epoch, offset: position.offset + 1) ? events : nil
  }
}

extension ScriptReply {
  /// The place in the event log that the first two values tell.
  fileprivate func position() throws(BrokerError) -> EventPosition {
    guard let position = EventPosition("\(try text(0)).\(try text(1))") else {
      throw BrokerError(.corrupt, "the event log has a wrong position")
    }
    return position
  }
}

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
