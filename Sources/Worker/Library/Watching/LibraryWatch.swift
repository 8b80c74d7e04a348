import Foundation
import Logging
import SystemPackage

/// Watches the library folder with all that is beneath it.
struct LibraryWatch: Sendable {
  /// The library folder; need not be there.
  let root: String
  /// Whether the kernel is to tell of changes (inotify); it knows of those that are made on this host.
  let usesInotify: Bool
  var pace = WatchPace()
  let logger: Logger

  /// Watches, and hands what happens to `body`, until that returns or throws.
  ///
  /// The first event is that everything is to be rescanned, or that the library folder is not there. The events end
  /// when the task is cancelled. Throws what `body` throws, or ``Errno`` where the process has no descriptor left.
  func withEvents(
    isolation: isolated (any Actor)? = #isolation, _ body: (LibraryEvents) async throws -> Void
  ) async throws {
    let events = LibraryEvents()
    let (stop, stopper) = try FileDescriptor.pipe(options: .closeOnExec)
    // The thread has ended when the group has.
    defer { try? stop.close() }
    try await withThrowingTaskGroup(of: Void.self, isolation: isolation) { group in
      group.addTask {
        await withCheckedContinuation { ended in
          Thread.detachNewThread {
            var loop = WatchLoop(watch: self, events: events)
            loop.run(until: stop.rawValue)
            ended.resume()
          }
        }
      }
      // Which `stop` sees.
      defer { try? stopper.close() }
      try await body(events)
    }
  }
}
