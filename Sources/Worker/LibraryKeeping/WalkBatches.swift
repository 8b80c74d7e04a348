import Files
import NIOPosix
import Synchronization

/// A walk through the library, some hundred findings at a time and where it may block.
final class WalkBatches: Sendable {
  private static let size = 500

  /// Which folder the library was when the walk began.
  let root: FileIdentity
  private let walk: Mutex<LibraryWalk.Iterator>

  private init(_ walk: sending LibraryWalk) {
    root = walk.root
    self.walk = Mutex(walk.makeIterator())
  }

  /// Opens the library at `root`, and in it `folder`. Throws where the library itself cannot be opened.
  static func begin(root: String, from folder: FolderPath) async throws -> WalkBatches {
    try await NIOThreadPool.singleton.runIfActive {
      WalkBatches(try LibraryWalk(root: root, from: folder))
    }
  }

  /// What comes next; nothing once all has come.
  func next() async throws -> [LibraryWalk.Finding] {
    try await NIOThreadPool.singleton.runIfActive { [self] in
      walk.withLock { walk in
        var findings: [LibraryWalk.Finding] = []
        while findings.count < Self.size, let finding = walk.next() { findings.append(finding) }
        return findings
      }
    }
  }
}
