import Broker
import Downloads
import Foundation
import NIOCore

/// Makes what clients are sent out of what the broker says.
struct EventEncoder: Sendable {
  let broker: Broker
  let presenter: DownloadPresenter

  /// The event for every client of its user. Throws ``BrokerError``.
  func news(_ event: BrokerEvent) async throws -> EventNews {
    switch event {
    case .progress(let id, let progress):
      let data = try JSONResponse.text(ProgressBody(id: id, progress: progress))
      let name = DownloadEvent.progress.rawValue
      return .progress(id, ServerSentEvent(id: nil, name: name, data: data).chunk)
    case .change(let position, let name, let download):
      return .change(position, try await change(position, name, download))
    }
  }

  /// What a client lacks that stopped at `position`, or that is new where it is nil. Throws ``BrokerError``.
  func replay(_ user: UserName, after position: EventPosition?) async throws -> EventReplay {
    guard let position, let events = try await broker.events(user, after: position) else {
      return try await snapshot(user)
    }
    var (chunks, last): ([ByteBuffer], EventPosition) = ([], position)
    for case .change(let new, let name, let download) in events {
      chunks.append(try await change(new, name, download))
      last = new
    }
    return EventReplay(chunks: chunks, position: last)
  }

  private struct SnapshotBody: Encodable {
    let downloads: [DownloadBody]
    let epoch: String
    let offset: Int
  }

  private func snapshot(_ user: UserName) async throws -> EventReplay {
    let snapshot = try await broker.snapshot(user)
    let position = snapshot.position
    let body = SnapshotBody(
      downloads: await presenter.bodies(snapshot.downloads), epoch: position.epoch,
      offset: position.offset)
    let event = ServerSentEvent(
      id: position.description, name: "snapshot", data: try JSONResponse.text(body))
    return EventReplay(chunks: [event.chunk], position: position)
  }

  private func change(_ position: EventPosition, _ name: DownloadEvent, _ download: Download)
    async throws -> ByteBuffer
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
      data: try JSONResponse.text(await presenter.body(download, extras: extras))
    ).chunk
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
}

/// What a client lacks: the changes after its place, or a snapshot.
struct EventReplay: Sendable {
  /// In order.
  let chunks: [ByteBuffer]
  /// The last place in the log that they show.
  let position: EventPosition
}
