import AudioFiles
import Downloads
import Runtime

/// The part of the configuration that concerns the library and its catalogue.
package struct LibrarySettings: Sendable {
  /// Whose tags are brought to the standard.
  enum Standardise: String, CaseIterable, Sendable {
    /// Those of tracks that Tonearm filed, except for what a person typed.
    case imports
    case all
    case none
  }

  /// The music folder.
  let folder: String
  /// Where in the folder tracks are filed.
  let template: LibraryTemplate
  /// Names the library among those that share one Redis.
  package let domain: String
  /// Whether the kernel is asked to tell of changes.
  let isWatched: Bool
  /// How often the folder is looked through; nil for never.
  let poll: Duration?
  let standardise: Standardise
  /// Encodings of texts whose tag does not say theirs; names that iconv knows, best first.
  let encodings: [String]
  /// Where catalogue and covers are.
  let stateFolder: String

  /// Reads the settings. Throws ``SettingError`` at the first wrong value.
  package init(_ reader: SettingsReader, folder: String, template: LibraryTemplate)
    throws(SettingError)
  {
    self.folder = folder
    self.template = template
    domain = try Self.domain(reader)
    isWatched = try reader.flag(.libraryWatch)
    let seconds = try reader.integer(.libraryPoll, 0...86400)
    poll = seconds > 0 ? .seconds(seconds) : nil
    standardise = try reader.choice(.libraryStandardise)
    encodings = reader.list(.libraryTextEncodings)
    for name in encodings where !TaggedFile.knowsEncoding(name) {
      throw SettingError(
        .libraryTextEncodings, value: name,
        allowed:
          "names of encodings that iconv knows, such as CP1251, GBK or CP932, with commas between")
    }
    stateFolder = try reader.path(.stateDir)
  }

  /// The name of the library among those that share one Redis. Throws ``SettingError`` where it is none.
  package static func domain(_ reader: SettingsReader) throws(SettingError) -> String {
    let domain = try reader.text(.libraryDomain)
    guard domain.wholeMatch(of: /[A-Za-z0-9._-]{1,100}/) != nil else {
      throw SettingError(
        .libraryDomain, value: domain,
        allowed: "1 to 100 letters, digits, dots, dashes and underscores")
    }
    return domain
  }

  var cataloguePath: String { stateFolder + "/catalogue.sqlite" }
  var coversFolder: String { stateFolder + "/covers" }
}
