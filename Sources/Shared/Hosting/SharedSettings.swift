import Broker
import Downloads
import Hummingbird
import Logging
import NIOCore
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

extension EgressPolicy {
  /// The configured policy. Throws ``SettingError`` at a wrong setting.
  package init(_ settings: CommonSettings) throws(SettingError) {
    do {
      try self.init(allow: settings.egressAllow, ports: settings.egressPorts)
    } catch {
      let key: SettingKey = if case .wrongPorts = error { .egressPorts } else { .egressAllow }
      throw SettingError(key, value: error.value, allowed: error.allowed)
    }
  }
}

extension SettingsReader {
  /// Where downloads wait unless another folder is configured.
  ///
  /// In the library, so that a finished track is moved and not copied.
  package static func defaultStagingFolder(inLibrary folder: String) -> String {
    folder + "/.tonearm/staging"
  }
}

extension SettingError {
  /// The server cannot listen on the address of `key`; `shown` is that address.
  package init(_ key: SettingKey, cannotListenOn shown: String, _ error: IOError) {
    self.init(
      key, value: shown,
      allowed: "an address that this machine has and nobody else listens on (\(error))")
  }
}

extension ListenAddress {
  /// The address in the HTTP server's terms.
  package var bindAddress: BindAddress {
    switch self {
    case .tcp(let host, let port): .hostname(host, port: port)
    case .unix(let path): .unixDomainSocket(path: path)
    }
  }
}
