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
