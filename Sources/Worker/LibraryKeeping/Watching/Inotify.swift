import Files
import Glibc

/// An instance of inotify(7), with all its watches; closed at the end of its life.
final class Inotify {
  private static let bufferBytes = 64 * 1024
  private static let mask: InotifyRecord.Mask = [
    .created, .deleted, .movedFrom, .movedTo, .modified, .closedAfterWriting, .attributesChanged,
    .selfDeleted, .selfMoved, .onlyFolders,
  ]

  /// Readable when there are records.
  let descriptor: CInt

  init() throws(FileError) {
    let result = inotify_init1(CInt(IN_NONBLOCK) | CInt(IN_CLOEXEC))
    guard result >= 0 else { throw FileError(errno: errno, "make an inotify instance") }
    descriptor = result
  }

  deinit { close(descriptor) }

  /// Watches a folder, not what is beneath it; a folder has the same watch however often it is asked for.
  ///
  /// Throws ENOSPC when the user has no more watches (fs.inotify.max_user_watches).
  func watch(_ folder: borrowing Folder) throws(FileError) -> CInt {
    // By descriptor: a path might lead somewhere else by now.
    try folder.withDescriptor { folder throws(FileError) in
      let watch = inotify_add_watch(descriptor, "/proc/self/fd/\(folder)", Self.mask.rawValue)
      guard watch >= 0 else { throw FileError(errno: errno, "watch a folder") }
      return watch
    }
  }

  /// Ends a watch, which may have ended by itself.
  func unwatch(_ watch: CInt) { inotify_rm_watch(descriptor, watch) }

  /// The records that wait, in order, as far as one read takes them; none where there are none.
  func read() -> [InotifyRecord] {
    withUnsafeTemporaryAllocation(byteCount: Self.bufferBytes, alignment: 8) { buffer in
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      return InotifyRecord.parse(UnsafeRawBufferPointer(rebasing: buffer.prefix(max(0, count))))
    }
  }
}
