import Glibc

/// What shows, without reading a file, whether it is still the one that was read.
package struct FileStamp: Sendable, Hashable {
  /// Its size.
  package var sizeBytes: Int64
  /// Its modification time, since 1970; a rename does not change it.
  package var modifiedAtNanoseconds: Int64
  /// Its number in its file system.
  package var inode: UInt64

  /// A stamp of these values.
  package init(sizeBytes: Int64, modifiedAtNanoseconds: Int64, inode: UInt64) {
    self.sizeBytes = sizeBytes
    self.modifiedAtNanoseconds = modifiedAtNanoseconds
    self.inode = inode
  }

  /// The stamp that a status has.
  package init(_ status: stat) {
    let modified = status.st_mtim
    self.init(
      sizeBytes: Int64(status.st_size),
      modifiedAtNanoseconds: Int64(modified.tv_sec) * 1_000_000_000 + Int64(modified.tv_nsec),
      inode: UInt64(status.st_ino))
  }
}
