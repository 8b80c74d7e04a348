import Downloads
import Redis

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
