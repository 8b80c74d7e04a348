import Runtime

/// The part of the configuration that concerns the catalogue.
struct LibrarySettings: Sendable {
  /// Whose tags are put into shape.
  enum Standardise: String, CaseIterable, Sendable {
    /// Those of tracks that Tonearm filed, except for what a person typed.
    case imports
    case all
    case none
  }

  /// Names the library among those that share one Redis.
  var domain: String
  /// Whether the kernel is asked to tell of changes.
  var isWatched: Bool
  /// How often the folder is looked through; nil for never.
  var poll: Duration?
  var standardise: Standardise
  /// Where catalogue and covers are.
  var stateFolder: String

  init(_ reader: SettingsReader) throws(SettingError) {
    domain = try reader.text(.libraryDomain)
    guard domain.wholeMatch(of: /[A-Za-z0-9._-]{1,100}/) != nil else {
      throw SettingError(
        .libraryDomain, value: domain,
        allowed: "1 to 100 letters, digits, dots, dashes and underscores")
    }
    isWatched = try reader.flag(.libraryWatch)
    let seconds = try reader.integer(.libraryPoll, 0...86400)
    poll = seconds > 0 ? .seconds(seconds) : nil
    standardise = try reader.choice(.libraryStandardise)
    stateFolder = try reader.path(.stateDir)
  }

  var cataloguePath: String { stateFolder + "/catalogue.sqlite" }
  var coversFolder: String { stateFolder + "/covers" }
}
