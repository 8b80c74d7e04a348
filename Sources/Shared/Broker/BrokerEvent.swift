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
