import Broker
import Downloads
import Runtime

/// The worker's configuration, checked.
struct WorkerSettings: Sendable {
  var redisURL: String
  var redisPrefix: String
  var policy: BrokerPolicy
  var roles: Set<WorkerRole>
  /// Downloads at the same time.
  var slots: Int
  var listen: ListenAddress
  var libraryFolder: String
  var libraryTemplate: LibraryTemplate
  /// Permission bits of filed tracks.
  var libraryMode: UInt32
  var stagingFolder: String
  var stagingDomain: String
  var egress: EgressPolicy
  var fetching: FetchingSettings

  /// `roles` is what the command line says, if it says anything. Throws ``SettingError`` at the first wrong value.
  init(_ reader: SettingsReader, roles: String?) throws {
    redisURL = try reader.text(.redisURL)
    redisPrefix = try reader.text(.redisPrefix)
    policy = BrokerPolicy()
    policy.lock = try reader.seconds(.lockSeconds, 1...86400)
    policy.lease = try reader.seconds(.leaseSeconds, 1...3600)
    policy.queueLimit = try reader.integer(.queueLimit, 1...1_000_000)
    policy.reviewWindow = .seconds(3600 * (try reader.integer(.stagingHours, 1...8760)))
    self.roles = try WorkerRole.parse(try roles ?? reader.text(.workerRoles))
    slots = try reader.integer(.workerSlots, 1...64)
    listen = try reader.listenAddress(.workerListen)
    libraryFolder = try reader.path(.libraryDir)
    do {
      libraryTemplate = try LibraryTemplate(parsing: try reader.text(.libraryTemplate))
    } catch let error as LibraryTemplate.Invalid {
      throw SettingError(
        .libraryTemplate, value: try reader.text(.libraryTemplate), allowed: error.description)
    }
    let mode = try reader.text(.libraryMode)
    guard let bits = UInt32(mode, radix: 8), bits & ~0o777 == 0, bits & 0o400 != 0 else {
      throw SettingError(.libraryMode, value: mode, allowed: "octal permissions such as 0644")
    }
    libraryMode = bits
    stagingFolder = reader.optionalPath(.stagingDir) ?? libraryFolder + "/.tonearm/staging"
    stagingDomain = try reader.text(.stagingDomain)
    guard stagingDomain.wholeMatch(of: /[A-Za-z0-9._-]{1,100}/) != nil else {
      throw SettingError(
        .stagingDomain, value: stagingDomain,
        allowed: "1 to 100 letters, digits, dots, dashes and underscores")
    }
    egress = try EgressPolicy(
      allow: reader.optionalText(.egressAllow) ?? "", ports: try reader.text(.egressPorts))
    fetching = try FetchingSettings(reader)
  }
}

/// The part of the configuration that concerns fetching.
struct FetchingSettings: Sendable {
  var ytDlp: String
  /// Its `cookies.txt` is used if it exists.
  var ytDlpConfigFolder: String
  var ffmpeg: String
  var deno: String
  /// For one track, from start to end.
  var timeout: Duration
  /// Without a new byte.
  var stall: Duration
  var maximumBytes: Int
  var maximumSeconds: Int

  init(_ reader: SettingsReader) throws {
    ytDlp = try reader.program(.ytDlpPath)
    ytDlpConfigFolder =
      try reader.optionalPath(.ytDlpConfigDir) ?? reader.path(.stateDir) + "/yt-dlp-config"
    ffmpeg = try reader.program(.ffmpegPath)
    deno = try reader.program(.denoPath)
    timeout = try reader.seconds(.downloadTimeout, 1...86400)
    stall = try reader.seconds(.downloadStall, 1...86400)
    maximumBytes = try reader.integer(.downloadMaxBytes, 1...1_000_000_000_000)
    maximumSeconds = try reader.integer(.downloadMaxSeconds, 1...1_000_000)
  }
}
