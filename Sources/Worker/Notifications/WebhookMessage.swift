import Foundation

/// The announcement of one track, the same in every attempt.
struct WebhookMessage: Sendable {
  /// Deduplication id: the receiver recognises a repetition by it.
  var id = "msg_\(UUID().uuidString)"
  var body: [UInt8]

  /// Announces that a track, which is JSON, was added at `date`.
  init(trackAdded track: Data, at date: Date) {
    let time = date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    body =
      Array(#"{"type":"track.added","timestamp":"\#(time)","data":{"track":"#.utf8) + track
      + Array("}}".utf8)
  }
}
