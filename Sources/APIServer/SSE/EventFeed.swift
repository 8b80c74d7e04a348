import Broker
import Downloads
import Foundation
import NIOCore

/// What one client has been sent, and so what it is to be sent next: each change once, in order, or a snapshot.
struct EventFeed {
  private let broker: Broker
  private let presenter: DownloadPresenter
  private let user: UserName
  /// The last change that the client knows; nil before its first snapshot.
  private var position: EventPosition?

  /// `position` is where a returning client stopped.
  init(broker: Broker, presenter: DownloadPresenter, user: UserName, position: EventPosition?) {
    self.broker = broker
    self.presenter = presenter
    self.user = user
    self.position = position
  }

  /// What comes first: the events that a returning client missed, or else a snapshot.
  mutating func opening() async throws -> [ByteBuffer] {
    guard let position else { return [try await snapshot().buffer] }
    return try await missed(after: position).map(\.buffer)
  }

  /// What is sent because of `element`.
  mutating func next(_ element: EventBacklog.Element) async throws -> [ByteBuffer] {
    switch element {
    case .user(let element): try await next(element)
    case .library(let event): [Self.event(event).buffer]
    }
  }

  private mutating func next(_ element: LiveEvents.Element<BrokerEvent>) async throws
    -> [ByteBuffer]
  {
    guard let position else { return [try await snapshot().buffer] }
    switch element {
    case .ended: return []
    case .tick: return [ServerSentEvent.heartbeat]
    case .gap: return try await missed(after: position).map(\.buffer)
    case .news(.progress(let id, let progress)): return [try Self.event(id, progress).buffer]
    case .news(.change(let new, let name, let download)):
      if new.epoch == position.epoch, new.offset <= position.offset { return [] }
      guard new.epoch == position.epoch, new.offset == position.offset + 1 else {
        return try await missed(after: position).map(\.buffer)
      }
      self.position = new
      return [try await event(new, name, download).buffer]
    }
  }

  /// What was lost on the way without anybody noticing; looked for from time to time.
  mutating func repair() async throws -> [ByteBuffer] {
    guard let position, try await broker.position(user) != position else { return [] }
    return try await missed(after: position).map(\.buffer)
  }

  private mutating func missed(after position: EventPosition) async throws -> [ServerSentEvent] {
    guard let events = try await broker.events(user, after: position) else {
      return [try await snapshot()]
    }
    var sent: [ServerSentEvent] = []
    for case .change(let new, let name, let download) in events {
      sent.append(try await event(new, name, download))
      self.position = new
    }
    return sent
  }

  private struct SnapshotBody: Encodable {
    let downloads: [DownloadBody]
    let epoch: String
    let offset: Int
  }

  private mutating func snapshot() async throws -> ServerSentEvent {
    let snapshot = try await broker.snapshot(user)
    position = snapshot.position
    let body = SnapshotBody(
      downloads: await presenter.bodies(snapshot.downloads), epoch: snapshot.position.epoch,
      offset: snapshot.position.offset)
    return ServerSentEvent(
      id: snapshot.position.description, name: "snapshot", data: try JSONResponse.text(body))
  }

  private func event(_ position: EventPosition, _ name: DownloadEvent, _ download: Download)
    async throws -> ServerSentEvent
  {
    let extras: DownloadBody.Extras
    switch name {
    case .readyForReview:
      let cover = try await broker.cover(of: download)
      extras = .review(
        coverDataURL: cover.map { type, bytes in
          "data:\(type.rawValue);base64,\(Data(bytes).base64EncodedString())"
        })
    case .failed: extras = .failure
    default: extras = .none
    }
    return ServerSentEvent(
      id: position.description, name: name.rawValue,
      data: try JSONResponse.text(await presenter.body(download, extras: extras)))
  }

  private static func event(_ event: LibraryNews) -> ServerSentEvent {
    ServerSentEvent(id: nil, name: event.name.rawValue, data: event.data)
  }

  private struct ProgressBody: Encodable {
    let id: DownloadID
    let progress: DownloadProgress

    private enum Key: String, CodingKey {
      case id, phase, percent, speedBytesPerSecond, etaSeconds
    }

    func encode(to encoder: any Encoder) throws {
      var body = encoder.container(keyedBy: Key.self)
      try body.encode(id, forKey: .id)
      try body.encode(progress.phase, forKey: .phase)
      try body.encode(progress.percent, forKey: .percent)
      try body.encode(progress.speedBytesPerSecond, forKey: .speedBytesPerSecond)
      try body.encode(progress.etaSeconds, forKey: .etaSeconds)
    }
  }

  private static func event(_ id: DownloadID, _ progress: DownloadProgress) throws
    -> ServerSentEvent
  {
    ServerSentEvent(
      id: nil, name: DownloadEvent.progress.rawValue,
      data: try JSONResponse.text(ProgressBody(id: id, progress: progress)))
  }
}
