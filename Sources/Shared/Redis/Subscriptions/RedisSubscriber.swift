import Logging
import NIOCore
import NIOPosix
import Synchronization

/// One connection to Redis that receives what is published, for any number of local listeners.
///
/// Redis knows each channel once, from its first listener until its last has gone. After a lost
/// connection it subscribes again by itself, and tells the listeners; what was published meanwhile
/// they have missed.
package final class RedisSubscriber: Sendable {
  let keeper: ConnectionKeeper
  let registry = Mutex(SubscriptionRegistry())
  let logger: Logger

  /// `deadline` is how long Redis may take to acknowledge a subscription.
  package init(
    configuration: RedisConfiguration,
    eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    deadline: Duration = .milliseconds(1500), logger: Logger
  ) {
    self.logger = logger
    keeper = ConnectionKeeper(
      configuration, on: eventLoopGroup.next(), timeout: deadline, receivesMessages: true,
      logger: logger)
    keeper.start { [weak self] news in self?.receive(news) }
  }

  deinit { endAll() }

  /// Since when the connection has been good; nil while there is none, or while a reply is overdue.
  package var isHealthySince: ContinuousClock.Instant? { keeper.healthySince }

  /// Listens to `channel`, from before this returns: Redis has acknowledged it by then.
  ///
  /// The stream holds up to `bufferLimit` events that were not taken yet; one more ends it. It also
  /// ends when the subscriber is closed or Redis forbids the channel. To stop listening, drop the
  /// stream or cancel the task that reads it.
  package func subscribe(
    to channel: String, bufferLimit: Int = 256, deadline: Duration? = nil
  ) async throws(RedisError) -> AsyncStream<RedisSubscriptionEvent> {
    let name = Array(channel.utf8)
    let call = try RedisCall(
      [RedisCommand("SUBSCRIBE", [RedisArgument(name)])],
      deadline: .now + (deadline ?? keeper.timeout))
    let (stream, listener) = AsyncStream.makeStream(
      of: RedisSubscriptionEvent.self, bufferingPolicy: .bufferingOldest(bufferLimit))
    let (isAcknowledged, epoch) = try registry.withLock { registry throws(RedisError) in
      if registry.isClosed { throw .closed }
      let id = registry.add(listener, to: name)
      listener.onTermination = { [weak self] _ in self?.release(id, from: name) }
      return (registry.isAcknowledged(name), registry.epoch)
    }
    if isAcknowledged { return stream }
    do throws(RedisError) {
      let reply = try await keeper.replies(to: call).first
      if case .error(let text) = reply { throw RedisError(reply: text) }
    } catch {
      listener.finish()
      throw error
    }
    registry.withLock { $0.acknowledge(name, epoch: epoch) }
    return stream
  }

  /// Closes the connection for good, and waits for that; every stream ends.
  package func close() async {
    endAll()
    await keeper.shutDown()
  }

  private func endAll() {
    keeper.close()
    let listeners = registry.withLock { registry in
      registry.close()
      return registry.listeners
    }
    for listener in listeners { listener.finish() }
  }

  private func receive(_ news: ConnectionNews) {
    switch news {
    case .ready:
      resubscribe()
    case .lost:
      let listeners = registry.withLock { registry in
        registry.interrupt()
        return registry.listeners
      }
      for listener in listeners { tell(listener, .interrupted) }
    case .attemptFailed:
      break
    case .message(let channel, let payload):
      // A channel has a String's name, for subscribe(to:) takes nothing else
      let name = String(decoding: channel, as: UTF8.self)
      for listener in registry.withLock({ $0.listeners(of: channel) }) {
        tell(listener, .message(RedisMessage(channel: name, payload: payload)))
      }
    }
  }

  /// Gives `listener` the event. One that does not keep up is let go, so that it can start over
  /// from the log.
  func tell(_ listener: SubscriptionRegistry.Listener, _ event: RedisSubscriptionEvent) {
    guard case .dropped = listener.yield(event) else { return }
    logger.debug("a subscriber did not keep up and was let go")
    listener.finish()
  }

  private func release(_ id: Int, from name: [UInt8]) {
    registry.withLock { registry in
      guard registry.remove(id, from: name) else { return }
      do throws(RedisError) {
        // Under the lock, lest it overtakes or falls behind another listener's SUBSCRIBE
        try keeper.submit(
          RedisCall(
            [RedisCommand("UNSUBSCRIBE", [RedisArgument(name)])], deadline: .now + keeper.timeout),
          bounded: false)
      } catch {
        // Closed, and Redis with it has forgotten the channel
      }
    }
  }
}

extension RedisSubscriber {
  /// Subscribes to every channel again on a new connection.
  func resubscribe() {
    registry.withLock { registry in
      let names = registry.interruptedNames
      guard !names.isEmpty else { return }
      let epoch = registry.epoch
      do throws(RedisError) {
        let call = try RedisCall(
          names.map { RedisCommand("SUBSCRIBE", [RedisArgument($0)]) },
          deadline: .now + keeper.timeout)
        call.whenFinished { [weak self] outcome in
          self?.resume(names, epoch: epoch, outcome)
        }
        // Under the lock, lest it overtakes the UNSUBSCRIBE of a channel's last listener
        try keeper.submit(call, bounded: false)
      } catch {
        logger.warning("cannot subscribe again", metadata: ["error": "\(error)"])
      }
    }
  }

  private func resume(_ names: [[UInt8]], epoch: Int, _ outcome: RedisCall.Outcome) {
    switch outcome {
    case .success(let replies):
      for (name, reply) in zip(names, replies) { resume(name, epoch: epoch, reply) }
    case .failure(let error) where error.code == .deadline:
      // Whether Redis knows the channels is uncertain, so start over
      keeper.reconnect(because: error)
    case .failure:
      // The connection has ended, and the next one subscribes again
      break
    }
  }

  private func resume(_ name: [UInt8], epoch: Int, _ reply: RedisValue) {
    if case .error(let text) = reply {
      logger.warning("Redis forbids a channel", metadata: ["error": "\(text)"])
      for listener in registry.withLock({ $0.interruptedListeners(of: name) }) { listener.finish() }
      return
    }
    let listeners = registry.withLock { registry in
      registry.acknowledge(name, epoch: epoch)
      return registry.interruptedListeners(of: name)
    }
    for listener in listeners { tell(listener, .resumed) }
  }
}

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

/// What happens on a subscribed channel.
package enum RedisSubscriptionEvent: Sendable, Hashable {
  case message(RedisMessage)
  /// The connection was lost. What is published from now on is missed.
  case interrupted
  /// After an interruption, Redis has acknowledged the subscription on a new connection: repair the
  /// gap now.
  case resumed
}
