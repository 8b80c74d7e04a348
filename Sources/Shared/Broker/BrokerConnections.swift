import Logging
import Redis

/// A process's connections to Redis: one for commands, one for subscriptions, one more for each job queue.
package struct BrokerConnections: Sendable {
  /// A Redis URL that cannot be used; `description` is a clause for a person, without the URL's secrets.
  package struct InvalidURL: Error, CustomStringConvertible {
    /// What is wrong with it.
    package let description: String
  }

  /// The downloads, on the command connection.
  package let broker: Broker
  /// Live news, on the subscription connection.
  package let live: LiveEvents
  private let configuration: RedisConfiguration
  private let client: RedisClient
  private let subscriber: RedisSubscriber
  private let logger: Logger

  /// Connects in the background, now and whenever a connection is lost.
  ///
  /// `deadline` is how long Redis may take for an answer before it counts as away.
  package init(
    url: String, prefix: String, policy: BrokerPolicy,
    deadline: Duration = .milliseconds(1500), logger: Logger
  ) throws(InvalidURL) {
    do {
      configuration = try RedisConfiguration(url: url)
    } catch {
      throw InvalidURL(description: error.message)
    }
    self.logger = logger
    client = RedisClient(configuration: configuration, deadline: deadline, logger: logger)
    subscriber = RedisSubscriber(
      configuration: configuration, deadline: deadline, logger: logger)
    let keys = BrokerKeys(prefix: prefix)
    broker = Broker(redis: client, keys: keys, policy: policy)
    live = LiveEvents(subscriber: subscriber, keys: keys)
  }

  /// A queue with a connection of its own, for reads that wait on it.
  package func queue(_ stream: String, consumer: String) -> JobQueue {
    JobQueue(
      broker: broker, blocking: RedisClient(configuration: configuration, logger: logger),
      consumer: consumer, stream: stream)
  }

  /// Closes the connections, except those of queues, for good.
  package func close() async {
    await subscriber.close()
    await client.close()
  }
}
