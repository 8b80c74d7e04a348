import Broker
import Downloads
import Fetching
import Hosting
import LibraryKeeping
import Notifications
import Runtime

/// The worker's configuration, checked.
struct WorkerSettings: Sendable {
  var common: CommonSettings
  var roles: Set<WorkerRole>
  /// Downloads at the same time.
  var slots: Int
  var listen: ListenAddress
  var libraryFolder: String
  var library: LibrarySettings
  var notifications: NotificationSettings
  var libraryTemplate: LibraryTemplate
  /// Permission bits of filed tracks.
  var libraryMode: UInt32
  var stagingFolder: String
  var stagingDomain: String
  var egress: EgressPolicy
  var fetching: FetchingSettings

  /// `roles` is what the command line says, if it says anything. Throws ``SettingError`` at the first wrong value.
  init(_ reader: SettingsReader, roles: String?) throws {
    common = try CommonSettings(reader)
    self.roles = try WorkerRole.parse(try roles ?? reader.text(.workerRoles))
    slots = try reader.integer(.workerSlots, 1...64)
    listen = try reader.listenAddress(.workerListen)
    libraryFolder = try reader.path(.libraryDir)
    notifications = try NotificationSettings(reader)
    do {
      libraryTemplate = try LibraryTemplate(parsing: try reader.text(.libraryTemplate))
    } catch let error as LibraryTemplate.Invalid {
      throw SettingError(
        .libraryTemplate, value: try reader.text(.libraryTemplate), allowed: error.description)
    }
    library = try LibrarySettings(reader, folder: libraryFolder, template: libraryTemplate)
    let mode = try reader.text(.libraryMode)
    guard let bits = UInt32(mode, radix: 8), bits & ~0o777 == 0, bits & 0o400 != 0 else {
      throw SettingError(.libraryMode, value: mode, allowed: "octal permissions such as 0644")
    }
    libraryMode = bits
    stagingFolder =
      reader.optionalPath(.stagingDir)
      ?? SettingsReader.defaultStagingFolder(inLibrary: libraryFolder)
    stagingDomain = try reader.text(.stagingDomain)
    guard stagingDomain.wholeMatch(of: /[A-Za-z0-9._-]{1,100}/) != nil else {
      throw SettingError(
        .stagingDomain, value: stagingDomain,
        allowed: "1 to 100 letters, digits, dots, dashes and underscores")
    }
    egress = try EgressPolicy(common)
    fetching = try FetchingSettings(reader)
  }
}

/// A kind of work that a worker does.
enum WorkerRole: String, CaseIterable, Sendable {
  /// Fetches what users pasted.
  case downloads
  /// Files what users approved.
  case finalize
  /// Keeps the catalogue of the library.
  case library

  /// Reads `all`, or roles with commas between.
  static func parse(_ text: String) throws(SettingError) -> Set<WorkerRole> {
    if text == "all" { return Set(allCases) }
    let words = text.split(separator: ",").map { $0.filter { $0 != " " } }
    let roles = words.compactMap(WorkerRole.init(rawValue:))
    guard !roles.isEmpty, roles.count == words.count else {
      let known = allCases.map(\.rawValue).joined(separator: ", ")
      throw SettingError(
        .workerRoles, value: text, allowed: "all, or some of \(known) with commas between")
    }
    return Set(roles)
  }
}
