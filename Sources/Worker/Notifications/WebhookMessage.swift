import Foundation

/// What a webhook says of one track, the same in every attempt.
struct WebhookMessage: Sendable {
  /// By which a receiver knows a repetition.
  var id = "msg_\(UUID().uuidString)"
  var body: [UInt8]

  /// Says that a track, which is JSON, was added at `date`.
  init(trackAdded track: Data, at date: Date) {
    let time = date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    body =
      Array(#"{"type":"track.added","timestamp":"\#(time)","data":{"track":"#.utf8) + track
      + Array("}}".utf8)
  }
}
