import Files
import Files
import Foundation
import Glibc

/// A private folder in the temporary folder, removed with its last reference.
///
/// Its process has it locked, which is how leftovers of killed workers are recognised.
package final class ScratchFolder: Sendable {
  private static let prefix = "tonearm-worker-"
  /// Younger folders may not be locked yet.
  private static let leastAge: TimeInterval = 60

  let path: String
  private let lock: FileLock

  /// Throws ``FetchingError`` if the temporary folder has no room for it.
  init() throws(FetchingError) {
    let name = Self.prefix + String(UInt64.random(in: .min ... .max), radix: 36)
    path = FileManager.default.temporaryDirectory.appending(path: name).path
    guard mkdir(path, 0o700) == 0 else { throw Self.failure("make \(path)") }
    guard let lock = Self.lock(path) else { throw Self.failure("lock \(path)") }
    self.lock = lock
  }

  deinit { Self.remove(path) }

  /// Removes the folders of workers that no longer run.
  package static func removeAbandoned() {
    let parent = FileManager.default.temporaryDirectory
    // What cannot be listed is not ours to clean.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    for name in names where name.hasPrefix(prefix) {
      let path = parent.appending(path: name).path
      let made = (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate]
      guard let made = made as? Date, made < .now - leastAge, let lock = lock(path) else {
        continue
      }
      remove(path)
      withExtendedLifetime(lock) {}
    }
  }

  private static func lock(_ path: String) -> FileLock? {
    FileLock(path, flags: O_RDONLY | O_DIRECTORY)
  }

  private static func remove(_ path: String) {
    // What stays behind is found by the next clean-up.
    try? FileManager.default.removeItem(atPath: path)
  }

  private static func failure(_ action: String) -> FetchingError {
    .noScratchFolder(reason: "cannot \(action): \(String(cString: strerror(errno)))")
  }
}
