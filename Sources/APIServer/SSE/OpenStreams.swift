import Runtime
import Synchronization

/// How many event streams are open, and whether they are to end because the server shuts down.
final class OpenStreams: Sendable {
  private let number = Atomic<Int>(0)
  private let draining = Atomic<Bool>(false)

  var count: Int { number.load(ordering: .relaxed) }
  var isDraining: Bool { draining.load(ordering: .sequentiallyConsistent) }

  /// Counts one that has opened.
  func add() {
    Metric.eventStreams.set(Double(number.wrappingAdd(1, ordering: .relaxed).newValue))
  }

  /// Counts one that has ended.
  func remove() {
    Metric.eventStreams.set(Double(number.wrappingSubtract(1, ordering: .relaxed).newValue))
  }

  /// From now on none may stay open; false if that was so already.
  func drain() -> Bool { !draining.exchange(true, ordering: .sequentiallyConsistent) }
}
