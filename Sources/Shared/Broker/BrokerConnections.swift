import Logging
import Redis

/// A process's connections to Redis: one for commands, one for subscriptions, one more for each job queue.
package struct BrokerConnections: Sendable {
  /// A setting that cannot be used; `description` says in a clause what it must be, without secrets.
  package struct InvalidSetting: Error, CustomStringConvertible {
    /// Which setting it is.
    package enum Setting: Sendable {
      case url, ca, certificate, key
    }

    /// Which setting it is.
    package let setting: Setting
    /// What it must be.
    package let description: String

    init(_ error: RedisError) {
      setting =
        switch error.code {
        case .invalidTLS(.ca): .ca
        case .invalidTLS(.certificate): .certificate
        case .invalidTLS(.key): .key
        default: .url
        }
      description = error.message
    }
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
  /// `deadline` is how long Redis may take for an reply before it counts as away. The files, in PEM, are for
  /// `rediss://` URLs, and read here.
  package init(
    url: String, caFile: String? = nil, certificateFile: String? = nil, keyFile: String? = nil,
    prefix: String, policy: BrokerPolicy, deadline: Duration = .milliseconds(1500), logger: Logger
  ) throws(InvalidSetting) {
    do {
      configuration = try RedisConfiguration(
        url: url,
        tls: RedisTLS(caFile: caFile, certificateFile: certificateFile, keyFile: keyFile))
    } catch {
      throw InvalidSetting(error)
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
  package func queue<Job>(_ stream: String, consumer: String) -> JobQueue<Job> {
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
