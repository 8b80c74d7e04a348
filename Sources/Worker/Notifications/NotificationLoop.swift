import Foundation
import ServiceLifecycle

/// Tells somebody of imported tracks, at a pace of its own.
protocol NotificationLoop: Sendable {
  /// Takes note of a track, which is JSON; returns at once.
  func trackAdded(_ track: Data)

  /// Takes no more tracks, so that ``run()`` returns when the last is told of.
  func close()

  /// Tells of tracks until there will be no more, or until it is cancelled; once only.
  func run() async
}

extension NotificationLoop {
  /// Waits, but no longer than the service runs.
  func pause(_ duration: Duration) async {
    // Cut short by a shutdown or a cancellation, which those see who have waited.
    try? await cancelWhenGracefulShutdown { try await Task.sleep(for: duration) }
  }
}
