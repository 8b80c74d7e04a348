import Catalogue
import Logging
import Synchronization
import TestSupport

@testable import LibraryKeeping

/// Notes what is told of a watched folder.
final class WatchingRecorder: Sendable {
  private let told = Mutex<[LibraryEvent]>([])

  /// What was told so far.
  var events: [LibraryEvent] { told.withLock { $0 } }

  /// The files that were told of as changed, by their paths.
  var changed: [String] {
    events.compactMap { if case .fileChanged(let path) = $0 { "\(path)" } else { nil } }
  }

  /// Forgets what was told so far.
  func clear() { told.withLock { $0 = [] } }

  /// Watches a folder while `body` runs, which begins when all that is there is known.
  static func watching(
    _ folder: WatchingFolder, usesInotify: Bool = true, timings: WatchTimings = WatchTimings(),
    _ body: (WatchingRecorder) async throws -> Void
  ) async throws {
    let recorder = WatchingRecorder()
    let watch = LibraryWatch(
      root: folder.path, usesInotify: usesInotify, timings: timings, logger: Logger(label: "test"))
    try await watch.withEvents { events in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for await event in events { recorder.told.withLock { $0.append(event) } }
        }
        try await eventually("the watch begins") { !recorder.events.isEmpty }
        recorder.clear()
        try await body(recorder)
        group.cancelAll()
      }
    }
  }
}
