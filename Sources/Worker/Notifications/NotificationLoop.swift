import Foundation
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
