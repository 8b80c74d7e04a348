import Files
import Synchronization

/// Which folder the library was when it was last scanned: as long as it is that, what is not in it is gone, and not
/// away with its disk.
final class ScannedLibrary: Sendable {
  private let path: String
  private let identity = Mutex<FileIdentity?>(nil)

  init(path: String) { self.path = path }

  /// Notes what a scan of all of it has found it to be; nil where there was nothing in it.
  func note(_ found: FileIdentity?) { identity.withLock { $0 = found } }

  /// Whether that folder is it.
  func isKnown(_ found: FileIdentity) -> Bool { identity.withLock { $0 } == found }

  /// Whether the library is still what it was. Blocks.
  func isThere() -> Bool {
    do {
      return isKnown(try Folder(root: path).identity())
    } catch {
      return false
    }
  }
}
