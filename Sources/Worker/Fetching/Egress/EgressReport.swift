/// What has gone through an egress proxy so far.
struct EgressReport: Sendable {
  /// Why the policy last refused a target: one clause for a person; nil if it never did.
  var lastDenial: String?
  /// Requests that the policy refused.
  var denials = 0
  /// Requests that reached their origin.
  var connections = 0
  var bytesSent = 0
  var bytesReceived = 0
  /// Whether the byte budget ran out; nothing moves after that.
  var budgetExceeded = false
  /// Whether an origin sends a radio station: a response without a length, with the fields that only such servers send.
  var sendsRadio = false
  /// When a byte of payload last moved in either direction; the start, if none ever did.
  var lastByteMovedAt = ContinuousClock.now
}
