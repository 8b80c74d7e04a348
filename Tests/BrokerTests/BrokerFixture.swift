import Broker
import Downloads
import Foundation
import Links
import Logging
import Redis
import TestSupport
import Testing

/// A broker on a Redis of its own, with hands on both sides of it: users and workers.
struct BrokerFixture: Sendable {
  let server: RedisServer
  let connections: BrokerConnections
  /// For looking at keys behind the broker's back.
  let redis: RedisClient

  var broker: Broker { connections.broker }

  init(_ configure: (inout BrokerPolicy) -> Void = { _ in }) async throws {
    server = try await RedisServer()
    var policy = BrokerPolicy()
    configure(&policy)
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    redis = RedisClient(
      configuration: try RedisConfiguration(url: server.url), deadline: .seconds(30), logger: logger
    )
    let words = try Self.user
    _ = try await redis.send(.init("ACL", ["SETUSER"] + words.map { RedisArgument($0) }))
    // As the user that operators are told to make: a command that it may not use fails here.
    connections = try BrokerConnections(
      url: server.url.replacing("unix://", with: "unix://tonearm:secret@"), prefix: "{test}",
      policy: policy, deadline: .seconds(30), logger: logger)
  }

  /// The words of `deploy/redis.acl` after `user`, for this fixture's keys.
  private static var user: [String] {
    get throws {
      let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
      let file = try String(contentsOf: root.appending(path: "deploy/redis.acl"), encoding: .utf8)
      let line = try #require(file.split(separator: "\n").first { $0.hasPrefix("user ") })
      return line.split(separator: " ").dropFirst().map {
        String($0).replacing("{tonearm}", with: "{test}").replacing("PASSWORD", with: "secret")
      }
    }
  }

  func user(_ name: String) throws -> UserName { try #require(UserName(name)) }

  func url(_ text: String = "https://example.org/track") throws -> SourceURL {
    try SourceURLParser(policy: try EgressPolicy(ports: "80,443,8080")).parse(text)
  }

  /// Submits for `name` and expects success.
  func submit(_ name: String = "ann") async throws -> DownloadID {
    let id = DownloadID.random()
    let outcome = try await broker.submit(id, user: try user(name), url: try url())
    #expect(outcome == .accepted(id))
    return id
  }

  func queue(_ consumer: String, stream: String? = nil) -> JobQueue<DownloadJob> {
    connections.queue(stream ?? broker.keys.jobs, consumer: consumer)
  }

  var filings: String { broker.keys.finalize(domain: "shared") }

  /// Takes the next job of `stream` as `consumer`; the group is made on the first try.
  func delivery(to consumer: String, stream: String? = nil) async throws
    -> JobQueue<DownloadJob>.Delivery
  {
    let queue = queue(consumer, stream: stream)
    var delivery: JobQueue<DownloadJob>.Delivery?
    try await eventually("a job was delivered") {
      delivery = try await queue.next(wait: .milliseconds(200))
      return delivery != nil
    }
    return try #require(delivery)
  }

  /// Takes and claims the next job.
  func claim(by consumer: String = "w1", stream: String? = nil) async throws -> Claim {
    let delivery = try await delivery(to: consumer, stream: stream)
    return try #require(
      try await broker.claim(delivery, consumer: consumer, domain: "shared"))
  }

  /// Approves the download of `name` with `title`.
  func confirm(_ id: DownloadID, by name: String = "ann", title: String = "T") async throws
    -> ConfirmOutcome
  {
    let edits = MetadataEdits.approving(title)
    return try await broker.confirm(id, user: try user(name), edits: edits)
  }

  /// Brings a new download of `name` to review.
  func awaiting(_ name: String = "ann") async throws -> DownloadID {
    let id = try await submit(name)
    #expect(try await broker.finish(try await claim(), .fetched))
    return id
  }

  func state(_ id: DownloadID) async throws -> DownloadState? {
    try await broker.download(id)?.state
  }

  /// The names of the user's logged events, in order.
  func log(_ name: String = "ann") async throws -> [DownloadEvent] {
    let user = try user(name)
    let epoch = try await broker.snapshot(user).position.epoch
    let events = try await broker.events(user, after: EventPosition(epoch: epoch, offset: 0))
    return try #require(events).compactMap { event in
      guard case .change(_, let name, _) = event else { return nil }
      return name
    }
  }

  /// Whether nothing of a live download is left: no lock, no entry, no index.
  func isAtRest(_ name: String = "ann") async throws -> Bool {
    let counts = try await redis.pipeline([
      ["EXISTS", .init(broker.keys.lock(try user(name)))],
      ["ZCARD", "{test}:open"], ["ZCARD", "{test}:deadlines"],
      ["XLEN", .init(broker.keys.jobs)], ["XLEN", .init(filings)],
    ])
    return counts.allSatisfy { $0.int == 0 }
  }
}

extension MetadataEdits {
  /// Edits that approve with `title`.
  static func approving(_ title: String) -> MetadataEdits {
    MetadataEdits(replacingAll: TrackTags(title: title, artist: "Artist"))
  }
}
