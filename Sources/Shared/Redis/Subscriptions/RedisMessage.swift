/// What was published on a channel.
package struct RedisMessage: Sendable, Hashable {
  /// The channel it was published on.
  package let channel: String
  /// What was published.
  package let payload: [UInt8]

  /// A message of these values.
  package init(channel: String, payload: [UInt8]) {
    self.channel = channel
    self.payload = payload
  }
}
