import Files
import Foundation
import Glibc

/// A private folder in the temporary folder, removed with its last reference.
///
/// Its process has it locked, so that what a worker left that was killed can be told from what is in use.
final class ScratchFolder: Sendable {
  private static let prefix = "tonearm-worker-"
  /// A folder that is about to be locked is younger.
  private static let leastAge: TimeInterval = 60

  let path: String
  private let lock: FileLock

  /// Throws ``FileError`` where the temporary folder takes none.
  init() throws(FileError) {
    let name = Self.prefix + String(UInt64.random(in: .min ... .max), radix: 36)
    path = FileManager.default.temporaryDirectory.appending(path: name).path
    guard mkdir(path, 0o700) == 0 else { throw FileError(errno: errno, "make \(path)") }
    guard let lock = Self.lock(path) else { throw FileError(errno: errno, "lock \(path)") }
    self.lock = lock
  }

  deinit { Self.remove(path) }

  /// Removes those of workers that are no more.
  static func removeAbandoned() {
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
    // What stays behind is found by the next look.
    try? FileManager.default.removeItem(atPath: path)
  }
}
