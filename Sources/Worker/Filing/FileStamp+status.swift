import Catalogue
import Glibc

extension FileStamp {
  /// What a status says.
  init(_ status: stat) {
    let modified = status.st_mtim
    self.init(
      sizeBytes: Int64(status.st_size),
      modifiedAtNanoseconds: Int64(modified.tv_sec) * 1_000_000_000 + Int64(modified.tv_nsec),
      inode: UInt64(status.st_ino))
  }
}
