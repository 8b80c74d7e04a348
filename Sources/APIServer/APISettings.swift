import Broker
import Downloads
import Foundation
import Logging
import Runtime

/// The API's configuration, checked.
struct APISettings: Sendable {
  var redisURL: String
  var redisPrefix: String
  var listen: ListenAddress
  /// Host names, besides literals and localhost, that requests may be addressed to.
  var hosts: Set<String>
  /// Whether people come through TLS, so that cookies must not travel without it.
  var isBehindTLS: Bool
  var policy: BrokerPolicy
  var egress: EgressPolicy
  var webRoot: String?

  /// Throws ``SettingError`` at the first wrong value.
  init(_ reader: SettingsReader) throws {
    redisURL = try reader.text(.redisURL)
    redisPrefix = try reader.text(.redisPrefix)
    listen = try reader.listenAddress(.apiListen)
    hosts = Set(reader.list(.apiHosts).map { $0.lowercased() })
    isBehindTLS = false
    if let text = reader.optionalText(.apiPublicURL) {
      guard let url = URL(string: text), let host = url.host(),
        ["http", "https"].contains(url.scheme)
      else {
        throw SettingError(.apiPublicURL, value: text, allowed: "an http or https address")
      }
      hosts.insert(host.lowercased())
      isBehindTLS = url.scheme == "https"
    }
    policy = BrokerPolicy()
    policy.lock = try reader.seconds(.lockSeconds, 1...86400)
    policy.lease = try reader.seconds(.leaseSeconds, 1...3600)
    policy.queueLimit = try reader.integer(.queueLimit, 1...1_000_000)
    policy.reviewWindow = .seconds(3600 * (try reader.integer(.stagingHours, 1...8760)))
    egress = try EgressPolicy(reader)
    webRoot = reader.optionalPath(.webRoot)
  }

  /// Connects to Redis in the background. Throws ``SettingError`` where the URL is wrong.
  func connections() throws -> BrokerConnections {
    do {
      return try BrokerConnections(
        url: redisURL, prefix: redisPrefix, policy: policy, logger: Logger(label: "redis"))
    } catch {
      throw SettingError(.redisURL, value: "…", allowed: "a Redis URL: \(error)")
    }
  }
}

extension EgressPolicy {
  fileprivate init(_ reader: SettingsReader) throws {
    let allow = reader.optionalText(.egressAllow) ?? ""
    try self.init(allow: allow, ports: try reader.text(.egressPorts))
  }
}
