import Files
import Foundation
import Logging

/// Watches the library folder with all that is beneath it.
struct LibraryWatch: Sendable {
  /// The library folder; need not be there.
  let root: String
  /// Whether the kernel is to tell of changes (inotify); it knows of those that are made on this host.
  let usesInotify: Bool
  var timings = WatchTimings()
  let logger: Logger

  /// Watches, and hands what happens to `body`, until that returns or throws.
  ///
  /// The first event is that everything is to be rescanned, or that the library folder is not there. The events end
  /// when the task is cancelled. Throws what `body` throws, or ``FileError`` where the process has no descriptor left.
  func withEvents(
    isolation: isolated (any Actor)? = #isolation, _ body: (LibraryEvents) async throws -> Void
  ) async throws {
    let events = LibraryEvents()
    let stop = try WatchStop()
    try await withThrowingTaskGroup(of: Void.self, isolation: isolation) { group in
      group.addTask {
        await withCheckedContinuation { ended in
          Thread.detachNewThread {
            var loop = WatchLoop(watch: self, events: events, stop: stop)
            loop.run()
            ended.resume()
          }
        }
      }
      defer { stop.request() }
      try await body(events)
    }
  }
}
