import Broker
import Downloads
import Foundation
import Hosting
import Runtime

/// The API's configuration, checked.
struct APISettings: Sendable {
  var common: CommonSettings
  var listen: ListenAddress
  var metricsListen: ListenAddress
  /// Host names that requests may be addressed to, in lower case, besides IP literals and localhost.
  var hosts: Set<String>
  /// Whether users connect through TLS, so that cookies must never be sent without it.
  var isBehindTLS: Bool
  /// How many event streams a user may have open; 0: any number.
  var eventStreamsPerUser: Int
  var egress: EgressPolicy
  var proxies: TrustedProxies
  var webRoot: String?
  /// The staged tracks that this host can read.
  var staging: StagingFiles
  /// The domain of the library that this host has the catalogue of.
  var libraryDomain: String
  var cataloguePath: String
  var libraryFiles: LibraryFiles

  /// Throws ``SettingError`` at the first wrong value.
  init(_ reader: SettingsReader) throws {
    common = try CommonSettings(reader)
    listen = try reader.listenAddress(.apiListen)
    metricsListen = try reader.listenAddress(.apiMetricsListen)
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
    eventStreamsPerUser = try reader.integer(.apiEventsPerUser, 0...1_000_000)
    egress = try EgressPolicy(common)
    proxies = try TrustedProxies(reader.list(.apiTrustedProxies))
    webRoot = reader.optionalPath(.webRoot)
    libraryDomain = try reader.text(.libraryDomain)
    let state = try reader.path(.stateDir)
    cataloguePath = state + "/catalogue.sqlite"
    libraryFiles = LibraryFiles(
      libraryFolder: reader.optionalPath(.libraryDir), coversFolder: state + "/covers")
    staging = StagingFiles(
      folder: reader.optionalPath(.stagingDir)
        ?? reader.optionalPath(.libraryDir).map(SettingsReader.defaultStagingFolder),
      domain: try reader.text(.stagingDomain))
  }
}
