import Catalogue
import Files

@testable import LibraryKeeping

extension LibraryEvent {
  static func changed(_ path: String) -> LibraryEvent { .fileChanged(.at(path)) }

  static func gone(_ path: String) -> LibraryEvent { .removed(.at(path)) }

  static func moved(_ from: String, _ to: String) -> LibraryEvent {
    .moved(from: .at(from), to: .at(to))
  }

  static func rescan(_ path: String) -> LibraryEvent {
    .rescanNeeded(.beneath(.at(path)))
  }
}

extension TrackPath {
  /// A path that a test has written down, and is one.
  static func at(_ path: String) -> TrackPath {
    guard let path = TrackPath(path) else { preconditionFailure("\(path) is no path") }
    return path
  }
}

extension EntryName {
  init(_ text: String) { self.init(bytes: Array(text.utf8)) }
}

extension FileStamp {
  static func of(_ sizeBytes: Int64, inode: UInt64 = 100) -> FileStamp {
    FileStamp(sizeBytes: sizeBytes, modifiedAtNanoseconds: sizeBytes, inode: inode)
  }
}
