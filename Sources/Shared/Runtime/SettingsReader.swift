import Configuration
import Foundation

/// Reads configuration values and checks them: the environment first, then the file of `TONEARM_CONFIG`.
package struct SettingsReader: Sendable {
  private let reader: ConfigReader

  /// Reads the process's environment and, if it names one, the configuration file. Throws ``SettingError``.
  package static func system() async throws -> SettingsReader {
    let environment = EnvironmentVariablesProvider().prefixKeys(with: "tonearm")
    guard let file = ProcessInfo.processInfo.environment["TONEARM_CONFIG"], !file.isEmpty else {
      return SettingsReader(reader: ConfigReader(provider: environment))
    }
    do {
      let json = try await FileProvider<JSONSnapshot>(filePath: .init(file))
      return SettingsReader(reader: ConfigReader(providers: [environment, json]))
    } catch {
      throw SettingError(file: file, cause: error)
    }
  }

  /// Reads `values` alone, by key; for tests.
  package init(values: [SettingKey: String]) {
    let environment = Dictionary(
      uniqueKeysWithValues: values.map { ($0.key.variable, $0.value) })
    reader = ConfigReader(
      provider: EnvironmentVariablesProvider(environmentVariables: environment)
        .prefixKeys(with: "tonearm"))
  }

  private init(reader: ConfigReader) { self.reader = reader }

  /// The configured text, else the default; nil where both are empty.
  package func optionalText(_ key: SettingKey) -> String? {
    // A JSON file may hold a number, a truth value or a list where the environment has text.
    let name = ConfigKey(key.rawValue)
    var configured = reader.string(forKey: name)
    if configured == nil, let number = reader.int(forKey: name) { configured = String(number) }
    if configured == nil, let flag = reader.bool(forKey: name) { configured = String(flag) }
    if configured == nil, let items = reader.stringArray(forKey: name) {
      configured = items.joined(separator: ",")
    }
    let text = configured.flatMap { $0.isEmpty ? nil : $0 } ?? key.defaultText
    return text.isEmpty ? nil : text
  }

  /// Text that must be there; `allowed` says what it should be.
  package func text(_ key: SettingKey, allowed: String = "set") throws(SettingError) -> String {
    guard let text = optionalText(key) else {
      throw SettingError(key, value: "", allowed: allowed)
    }
    return text
  }

  /// The elements of a list with commas between, trimmed, without empty ones.
  package func list(_ key: SettingKey) -> [String] {
    (optionalText(key) ?? "").split(separator: ",")
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }

  /// A whole number within `range`.
  package func integer(_ key: SettingKey, _ range: ClosedRange<Int>) throws(SettingError) -> Int {
    let allowed = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    let text = try text(key, allowed: allowed)
    guard let number = Int(text), range.contains(number) else {
      throw SettingError(key, value: text, allowed: allowed)
    }
    return number
  }

  /// Seconds as a duration.
  package func seconds(_ key: SettingKey, _ range: ClosedRange<Int>) throws(SettingError)
    -> Duration
  {
    .seconds(try integer(key, range))
  }

  /// `true` or `false`.
  package func flag(_ key: SettingKey) throws(SettingError) -> Bool {
    let text = try text(key)
    guard let flag = Bool(text) else {
      throw SettingError(key, value: text, allowed: "true or false")
    }
    return flag
  }

  /// One of the words of a string enumeration.
  package func choice<Value: RawRepresentable<String> & CaseIterable>(_ key: SettingKey)
    throws(SettingError) -> Value
  {
    let text = try text(key)
    guard let value = Value(rawValue: text) else {
      let words = Value.allCases.map(\.rawValue).joined(separator: ", ")
      throw SettingError(key, value: text, allowed: "one of \(words)")
    }
    return value
  }

  /// An absolute path, made from the working folder where it is relative; nil where none is configured.
  package func optionalPath(_ key: SettingKey) -> String? {
    optionalText(key).map(Self.absolute)
  }

  /// An absolute path that must be configured.
  package func path(_ key: SettingKey) throws(SettingError) -> String {
    Self.absolute(try text(key, allowed: "the path of a folder"))
  }

  /// A program: an absolute path, or a name that is looked up in `PATH`.
  package func program(_ key: SettingKey) throws(SettingError) -> String {
    let text = try text(key)
    let candidates: [String]
    if text.contains("/") {
      candidates = [Self.absolute(text)]
    } else {
      let folders = ProcessInfo.processInfo.environment["PATH"] ?? ""
      candidates = folders.split(separator: ":").map { "\($0)/\(text)" }
    }
    guard let found = candidates.first(where: FileManager.default.isExecutableFile) else {
      throw SettingError(
        key, value: text, allowed: "a program that can be run; ./scripts/setup installs it")
    }
    return found
  }

  /// A listening address.
  package func listenAddress(_ key: SettingKey) throws(SettingError) -> ListenAddress {
    let text = try text(key)
    guard let address = ListenAddress(text) else {
      throw SettingError(key, value: text, allowed: "address:port, or unix:/path")
    }
    return address
  }

  private static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }
}
