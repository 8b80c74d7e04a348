/// What was published on a channel.
package struct RedisMessage: Sendable, Hashable {
  package let channel: String
  package let payload: [UInt8]

  package init(channel: String, payload: [UInt8]) {
    self.channel = channel
    self.payload = payload
  }
}
