/// A wrong configuration value; its description is the one sentence with which the start ends.
package struct SettingError: Error, CustomStringConvertible {
  /// One sentence with variable, value and what is allowed.
  package let description: String

  /// Says that `value` of `key` is wrong, and what is `allowed`.
  package init(_ key: SettingKey, value: String, allowed: String) {
    let shown = value.isEmpty ? "missing" : "\"\(value)\""
    description = "\(key.variable) is \(shown), but must be \(allowed)."
  }

  /// Says that the configuration file cannot be read.
  package init(file: String, cause: any Error) {
    description = "TONEARM_CONFIG names \(file), which cannot be read as JSON: \(cause)"
  }
}
