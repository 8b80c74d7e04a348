import Broker
import Logging
import Runtime

extension BrokerConnections {
  /// Connects as configured. Throws ``SettingError`` where the Redis URL is wrong; its value may be secret.
  init(_ settings: CommonSettings) throws(SettingError) {
    do {
      try self.init(
        url: settings.redisURL, prefix: settings.redisPrefix,
        policy: BrokerPolicy(
          lock: settings.lock, lease: settings.lease, queueLimit: settings.queueLimit,
          reviewWindow: settings.reviewWindow),
        logger: Logger(label: "redis"))
    } catch {
      throw SettingError(.redisURL, value: "…", allowed: "a Redis URL: \(error)")
    }
  }
}
