import Logging
import Synchronization

@testable import LibraryKeeping

/// A ``WatchingView`` that follows a watched library.
final class WatchingViewBox: Sendable {
  private let root: String
  private let view: Mutex<WatchingView>

  init(root: String) {
    self.root = root
    view = Mutex(WatchingView(root: root))
  }

  /// What is known now.
  var contents: WatchingView { view.withLock { $0 } }

  /// Follows the library while `body` runs.
  func watching(
    usesInotify: Bool = true, timings: WatchTimings = WatchTimings(),
    _ body: () async throws -> Void
  ) async throws {
    let watch = LibraryWatch(
      root: root, usesInotify: usesInotify, timings: timings, logger: Logger(label: "test"))
    try await watch.withEvents { events in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for await event in events { try self.view.withLock { try $0.apply(event) } }
        }
        try await body()
        group.cancelAll()
      }
    }
  }
}
