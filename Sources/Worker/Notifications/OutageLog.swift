import Logging

/// Logs the beginning and the end of an outage, but not every failure in between.
struct OutageLog {
  private let logger: Logger
  private var isOut = false

  init(_ logger: Logger) { self.logger = logger }

  mutating func failed(_ failure: NotificationFailure) {
    if !isOut {
      logger.warning("imports cannot be announced", metadata: ["reason": "\(failure)"])
    }
    isOut = true
  }

  mutating func worked() {
    if isOut { logger.notice("imports are announced again") }
    isOut = false
  }
}
