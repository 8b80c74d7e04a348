import HTTPTypes

/// Header fields that the HTTP library has no names for.
extension HTTPField.Name {
  /// Whose page a browser's request comes from (W3C Fetch Metadata).
  static let secFetchSite = known("Sec-Fetch-Site")
  /// A client's own name for a request that must not be done twice.
  static let idempotencyKey = known("Idempotency-Key")
  /// Where a returning reader of an event stream stopped (WHATWG HTML).
  static let lastEventID = known("Last-Event-ID")
  /// Keeps nginx from holding back an event stream.
  static let accelBuffering = known("X-Accel-Buffering")
  /// The client, and the proxies between, as each proxy saw them.
  static let forwardedFor = known("X-Forwarded-For")
  /// The scheme that the client used.
  static let forwardedProto = known("X-Forwarded-Proto")
  static let referrerPolicy = known("Referrer-Policy")

  private static func known(_ text: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is no field name") }
    return name
  }
}
