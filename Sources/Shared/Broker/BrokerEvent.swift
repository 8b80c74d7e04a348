import Downloads

/// Something that happened to a user's download.
package enum BrokerEvent: Sendable, Equatable {
  /// A change in the log.
  case change(EventPosition, DownloadEvent, Download)
  /// Passing news, not logged.
  case progress(DownloadID, DownloadProgress)

  /// Reads what a script logged or published.
  init(json: some StringProtocol) throws(BrokerError) {
    let message = try RecordJSON.decode(Message.self, json)
    if message.event == .progress {
      guard let id = message.id, let progress = message.progress else {
        throw BrokerError(.corrupt, "a progress event lacks its values")
      }
      self = .progress(id, try RecordJSON.decode(DownloadProgress.self, progress))
    } else {
      guard let epoch = message.epoch, let offset = message.offset.flatMap({ Int($0) }),
        let record = message.record
      else { throw BrokerError(.corrupt, "an event lacks its values") }
      self = .change(
        EventPosition(epoch: epoch, offset: offset), message.event,
        try DownloadRecord(record).download())
    }
  }

  private struct Message: Decodable {
    let event: DownloadEvent
    let epoch: String?
    let offset: String?
    let record: [String: String]?
    let id: DownloadID?
    let progress: String?
  }
}

/// A place in a user's event log; the `id` of a server-sent event.
package struct EventPosition: Sendable, Equatable, CustomStringConvertible {
  /// Changes when the log was lost; offsets of different epochs cannot be compared. Decimal digits.
  package let epoch: String
  /// Counts the user's events from 1; 0 is before the first.
  package let offset: Int

  /// The place after `offset` events of `epoch`.
  package init(epoch: String, offset: Int) {
    self.epoch = epoch
    self.offset = offset
  }

  /// Reads `<epoch>.<offset>`; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...20).contains(parts[0].utf8.count),
      parts.allSatisfy({ $0.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) }),
      let offset = Int(parts[1])
    else { return nil }
    self.init(epoch: String(parts[0]), offset: offset)
  }

  /// `<epoch>.<offset>`, as clients get and return it.
  package var description: String { "\(epoch).\(offset)" }
}
