import Redis

/// Why the broker could not be asked, or not be understood.
package struct BrokerError: Error, CustomStringConvertible {
  /// What kind of trouble it is.
  package enum Code: Sendable {
    /// Redis did not reply, or said that it cannot serve now. Nothing is known about the effect.
    case unavailable
    /// Redis holds something that Tonearm did not write, or a script is wrong.
    case corrupt
  }

  /// What kind of trouble it is.
  package let code: Code
  /// What was attempted, for the log.
  package let message: String
  /// The error behind it.
  package let cause: (any Error)?

  init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  /// Distinguishes a Redis that cannot serve just now from one that refuses what we ask.
  init(_ error: RedisError, doing action: String) {
    let isOurFault = ["ERR", "WRONGTYPE"].contains(error.serverCode)
    self.init(isOurFault ? .corrupt : .unavailable, "Redis did not do \(action)", cause: error)
  }

  /// Message and cause, for the log.
  package var description: String {
    cause.map { "\(message): \($0)" } ?? message
  }
}
