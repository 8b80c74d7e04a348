import Broker
import Logging
import Runtime

extension BrokerConnections {
  /// Connects as configured. Throws ``SettingError`` at a wrong setting, without the URL, which may hold a secret.
  package init(_ settings: CommonSettings) throws(SettingError) {
    do {
      try self.init(
        url: settings.redisURL, caFile: settings.redisTLSCA,
        certificateFile: settings.redisTLSCertificate, keyFile: settings.redisTLSKey,
        prefix: settings.redisPrefix,
        policy: BrokerPolicy(
          lock: settings.lock, lease: settings.lease, queueLimit: settings.queueLimit,
          reviewWindow: settings.reviewWindow),
        logger: Logger(label: "redis"))
    } catch {
      switch error.setting {
      case .url: throw SettingError(.redisURL, value: "…", allowed: "a Redis URL: \(error)")
      case .ca:
        throw SettingError(.redisTLSCA, value: settings.redisTLSCA ?? "", allowed: "\(error)")
      case .certificate:
        let file = settings.redisTLSCertificate ?? ""
        throw SettingError(.redisTLSCertificate, value: file, allowed: "\(error)")
      case .key:
        throw SettingError(.redisTLSKey, value: settings.redisTLSKey ?? "", allowed: "\(error)")
      }
    }
  }
}
