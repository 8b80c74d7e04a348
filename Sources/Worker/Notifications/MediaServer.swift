import Links

/// A program that plays the library and can be asked to scan it for new files.
protocol MediaServer: Sendable, CustomStringConvertible {
  /// Requests a scan.
  var scanRequest: WebRequest { get }

  /// Throws ``NotificationFailure`` if the body of a response with a status of success reports a failure.
  func check(_ response: WebAnswer) throws
}
