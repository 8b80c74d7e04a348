import HTTPTypes

/// Header fields that the HTTP library has no names for.
extension HTTPField.Name {
  /// Which site's page made the browser send the request (W3C Fetch Metadata).
  static let secFetchSite = known("Sec-Fetch-Site")
  /// A client's id for a request that must not be carried out twice.
  static let idempotencyKey = known("Idempotency-Key")
  /// The last event that a reconnecting client received (WHATWG HTML).
  static let lastEventID = known("Last-Event-ID")
  /// Keeps nginx from buffering an event stream.
  static let accelBuffering = known("X-Accel-Buffering")
  /// The addresses of the client and of the proxies in between, added by each proxy.
  static let forwardedFor = known("X-Forwarded-For")
  /// The scheme that the client used.
  static let forwardedProto = known("X-Forwarded-Proto")
  static let referrerPolicy = known("Referrer-Policy")

  private static func known(_ text: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is no field name") }
    return name
  }
}
