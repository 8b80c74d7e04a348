/// What a kept connection has to tell, apart from replies.
enum ConnectionNews: Sendable {
  case ready
  case lost(RedisError)
  /// There is still no connection; `isNew` if not for the same kind of reason as before.
  case attemptFailed(RedisError, isNew: Bool)
  /// A message for a subscriber: its channel and payload.
  case message(channel: [UInt8], payload: [UInt8])
}
