import Runtime
import ServiceLifecycle
import Synchronization

/// The event streams that are open, and how long one may stay so.
final class OpenStreams: Sendable {
  /// A client comes back through a new connection after about this long, which spreads clients over processes again.
  private static let lifetime: ClosedRange<Double> = 3600...4200
  /// At a shutdown the streams end one after the other, so that not all clients come back in the same instant.
  private static let spacing = 0.005
  private static let longestDrain = 5.0

  private let count = Atomic<Int>(0)

  /// Counts a stream while `body` runs.
  func counting(_ body: () async throws -> Void) async throws {
    Metric.eventStreams.set(
      Double(count.wrappingAdd(1, ordering: .relaxed).newValue))
    defer {
      Metric.eventStreams.set(
        Double(count.wrappingSubtract(1, ordering: .relaxed).newValue))
    }
    try await body()
  }

  /// Returns when a stream is to end for no fault of its client's: it is old, or the server shuts down.
  func waitForEnd() async throws {
    let end = ContinuousClock.now + .seconds(Double.random(in: Self.lifetime))
    do {
      try await cancelWhenGracefulShutdown {
        // In short steps: a sleep that is cancelled stays in memory until its time.
        while ContinuousClock.now < end { try await Task.sleep(for: .seconds(60)) }
      }
      Metric.eventStreamsClosed.count(("reason", "age"))
    } catch {
      guard Task.isShuttingDownGracefully else { throw error }
      let drain = min(Double(count.load(ordering: .relaxed)) * Self.spacing, Self.longestDrain)
      try await Task.sleep(for: .seconds(Double.random(in: 0...drain)))
      Metric.eventStreamsClosed.count(("reason", "shutdown"))
    }
  }
}
