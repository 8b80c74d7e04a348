import Foundation
import Logging
import ServiceLifecycle

/// Notifies one receiver of imported tracks, at a pace of its own.
protocol NotificationLoop: Sendable {
  /// Queues a track, which is JSON; returns at once.
  func trackAdded(_ track: Data)

  /// Accepts no more tracks, so that ``run()`` returns after the last notification.
  func close()

  /// Sends notifications until ``close()``, or until it is cancelled; to be called once.
  func run() async
}

extension NotificationLoop {
  /// Waits, but no longer than the service runs.
  func pause(_ duration: Duration) async {
    // Cut short by a shutdown or a cancellation, which the callers check.
    try? await cancelWhenGracefulShutdown { try await Task.sleep(for: duration) }
  }
}

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

/// The times and bounds of notifications.
struct NotificationPolicy: Sendable {
  /// How long to wait for further imports before a scan; twice as long after every scan that failed.
  var scanDelay: Duration = .seconds(10)
  /// The longest wait before a scan.
  var longestScanDelay: Duration = .seconds(600)
  /// How long to wait before each further try of a webhook.
  var webhookRetries: [Duration] = [.seconds(1), .seconds(5), .seconds(25), .seconds(125)]
  /// The most webhooks that may wait.
  var webhookLimit = 1000
  /// How long a shutdown waits for notifications that are still to be sent.
  var flush: Duration = .seconds(4)
}
