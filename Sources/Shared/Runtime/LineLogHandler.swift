import Foundation
import Logging

/// Writes each log event as one line on standard error: readable text, or one JSON object.
struct LineLogHandler: LogHandler {
  let label: String
  let format: LogFormat
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var all = metadata
    if let provided = metadataProvider?.get() { all.merge(provided) { _, new in new } }
    if let given = event.metadata { all.merge(given) { _, new in new } }
    if let error = event.error { all["error"] = "\(error)" }
    let values = all.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
    let line =
      switch format {
      case .text: Self.text(event, label, values)
      case .json: Self.json(event, label, values)
      }
    // Nobody is left to be told that the log cannot be written.
    try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
  }

  private static let timeStyle = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

  private static func text(_ event: LogEvent, _ label: String, _ values: [(String, String)])
    -> String
  {
    let pairs = values.map { " \($0)=\(quoted($1))" }.joined()
    return "\(Date.now.formatted(timeStyle)) "
      + "\(event.level.rawValue) \(label): \(event.message)\(pairs)"
  }

  private static func json(_ event: LogEvent, _ label: String, _ values: [(String, String)])
    -> String
  {
    var fields = Dictionary(values) { _, last in last }
    fields["time"] = Date.now.formatted(timeStyle)
    fields["level"] = event.level.rawValue
    fields["logger"] = label
    fields["message"] = event.message.description
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // A dictionary of text always encodes; should it not, the message alone is better than nothing.
    let data = (try? encoder.encode(fields)) ?? Data(event.message.description.utf8)
    return String(decoding: data, as: UTF8.self)
  }

  /// Values come from sites and users: a line break in one must not start a line of its own.
  private static func quoted(_ value: String) -> String {
    let plain = value.unicodeScalars.allSatisfy {
      $0.isASCII && $0.value > 0x20 && $0.value < 0x7f && $0 != "\"" && $0 != "\\"
    }
    return plain && !value.isEmpty ? value : value.debugDescription
  }
}
