/// Who listens to which channel, and what Redis knows of it. Channels are bytes here, as they are
/// to Redis.
struct SubscriptionRegistry {
  typealias Listener = AsyncStream<RedisSubscriptionEvent>.Continuation

  private struct Entry {
    let listener: Listener
    /// The registry's epoch when the listener came.
    let epoch: Int
  }

  private struct Channel {
    var entries: [Int: Entry] = [:]
    /// Whether Redis has acknowledged it on the present connection.
    var isAcknowledged = false
  }

  private var channels: [[UInt8]: Channel] = [:]
  private var lastID = 0
  private(set) var isClosed = false
  /// Counts interruptions; an acknowledgement from before the latest one is worth nothing.
  private(set) var epoch = 0

  /// Every listener of every channel.
  var listeners: [Listener] { channels.values.flatMap(\.entries.values).map(\.listener) }

  func listeners(of name: [UInt8]) -> [Listener] {
    channels[name].map { $0.entries.values.map(\.listener) } ?? []
  }

  /// The channels whose listeners Redis has forgotten; listeners that came since subscribe by
  /// themselves.
  var interruptedNames: [[UInt8]] {
    channels.keys.filter { !interruptedListeners(of: $0).isEmpty }
  }

  func interruptedListeners(of name: [UInt8]) -> [Listener] {
    let entries = channels[name]?.entries.values.filter { $0.epoch < epoch }
    return entries.map { $0.map(\.listener) } ?? []
  }

  func isAcknowledged(_ name: [UInt8]) -> Bool { channels[name]?.isAcknowledged ?? false }

  /// Adds a listener; the answer is its number.
  mutating func add(_ listener: Listener, to name: [UInt8]) -> Int {
    lastID += 1
    channels[name, default: Channel()].entries[lastID] = Entry(listener: listener, epoch: epoch)
    return lastID
  }

  /// Removes a listener. True if it was the channel's last.
  mutating func remove(_ id: Int, from name: [UInt8]) -> Bool {
    guard channels[name]?.entries.removeValue(forKey: id) != nil,
      channels[name]?.entries.isEmpty == true
    else { return false }
    channels[name] = nil
    return true
  }

  /// Notes that Redis has acknowledged the channel, unless the connection was lost since `epoch`.
  mutating func acknowledge(_ name: [UInt8], epoch: Int) {
    if epoch == self.epoch { channels[name]?.isAcknowledged = true }
  }

  /// Lets nobody in any more.
  mutating func close() { isClosed = true }

  /// Notes that Redis has forgotten all channels.
  mutating func interrupt() {
    epoch += 1
    for name in channels.keys { channels[name]?.isAcknowledged = false }
  }
}
