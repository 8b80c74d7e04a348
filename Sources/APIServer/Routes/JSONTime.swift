import Foundation

/// Times as answers have them.
enum JSONTime {
  /// RFC 3339 in UTC, with milliseconds.
  static func text(milliseconds: Int64) -> String {
    Date(timeIntervalSince1970: Double(milliseconds) / 1000)
      .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}
