import Links

/// A program that plays the library, and can be asked to look for new files in it.
protocol MediaServer: Sendable, CustomStringConvertible {
  /// What asks for a scan.
  var scanRequest: WebRequest { get }

  /// Throws ``NotificationFailure`` where an answer that says success says otherwise in its body.
  func check(_ answer: WebAnswer) throws
}
