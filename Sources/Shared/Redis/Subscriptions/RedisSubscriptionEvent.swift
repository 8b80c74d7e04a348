/// What happens on a subscribed channel.
package enum RedisSubscriptionEvent: Sendable, Hashable {
  case message(RedisMessage)
  /// The connection was lost. What is published from now on is missed.
  case interrupted
  /// After an interruption, Redis has acknowledged the subscription on a new connection: repair the
  /// gap now.
  case resumed
}
