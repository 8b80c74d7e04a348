import Foundation

/// Times as answers have them.
enum JSONTime {
  /// RFC 3339 in UTC, with milliseconds.
  static func text(milliseconds: Int64) -> String {
    // The style cuts off what is below a millisecond, and a Double may be just below one.
    Date(timeIntervalSince1970: (Double(milliseconds) + 0.5) / 1000)
      .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}
