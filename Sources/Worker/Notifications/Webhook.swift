import Crypto
import Foundation
import Links

/// Where to announce tracks, and the key to sign that with (Standard Webhooks 1.0.0).
struct Webhook: Sendable, CustomStringConvertible {
  private let url: WebURL
  private let key: SymmetricKey

  /// nil if the address or the secret is malformed.
  init?(_ url: WebURL, secret: String) {
    let prefix = "whsec_"
    guard Self.accepts(url), secret.hasPrefix(prefix),
      let bytes = Data(base64Encoded: String(secret.dropFirst(prefix.count))),
      (24...64).contains(bytes.count)
    else { return nil }
    self.url = url
    key = SymmetricKey(data: bytes)
  }

  /// Whether this can be the address of a webhook.
  static func accepts(_ url: WebURL) -> Bool { url.user.isEmpty && url.password.isEmpty }

  /// Announces `message`, in an attempt at `date`.
  func request(_ message: WebhookMessage, at date: Date) -> WebRequest {
    let timestamp = Int(date.timeIntervalSince1970)
    var signature = HMAC<SHA256>(key: key)
    signature.update(data: Data("\(message.id).\(timestamp).".utf8))
    signature.update(data: message.body)
    return WebRequest(
      .post, url,
      headers: [
        "Content-Type": "application/json", "webhook-id": message.id,
        "webhook-timestamp": "\(timestamp)",
        "webhook-signature": "v1,\(Data(signature.finalize()).base64EncodedString())",
      ], body: message.body)
  }

  var description: String { "webhook at \(url)" }
}

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
