import Foundation
import Synchronization

/// A thread that never ends, to start programs on.
///
/// `setpriv --pdeathsig` kills a program when the thread that started it ends, as the threads of
/// Swift's tasks may at any time.
final class SpawningThread: Sendable {
  static let shared = SpawningThread()

  private let jobs = Mutex<[@Sendable () -> Void]>([])
  private let jobCount = DispatchSemaphore(value: 0)

  private init() {
    Thread.detachNewThread {
      while true { self.takeJob()() }
    }
  }

  /// Does `job` on the thread.
  func run<T: Sendable>(_ job: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      jobs.withLock { $0.append { continuation.resume(with: Result(catching: job)) } }
      jobCount.signal()
    }
  }

  private func takeJob() -> @Sendable () -> Void {
    jobCount.wait()
    return jobs.withLock { $0.removeFirst() }
  }
}
