/// What tells, without reading a file, whether it is still the one that was read.
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
}
