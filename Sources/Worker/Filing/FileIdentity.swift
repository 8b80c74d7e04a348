import Glibc

/// What tells a file from every other, whatever its name.
struct FileIdentity: Equatable {
  private let device: dev_t
  private let inode: ino_t

  init(_ status: stat) {
    device = status.st_dev
    inode = status.st_ino
  }
}
