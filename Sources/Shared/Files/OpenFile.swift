import Glibc

/// An open regular file.
package struct OpenFile: ~Copyable, Sendable {
  private let descriptor: Descriptor
  /// Its size when it was opened.
  package let sizeBytes: Int
  /// Which file it is.
  package let identity: FileIdentity
  /// What it looked like from outside when it was opened.
  package let stamp: FileStamp

  /// The number of names that the file had when it was opened.
  package let linkCount: Int

  init(_ descriptor: consuming Descriptor) throws(FileError) {
    let status = try descriptor.status()
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileError(errno: ENOENT, "find a regular file")
    }
    sizeBytes = Int(status.st_size)
    identity = FileIdentity(status)
    stamp = FileStamp(status)
    linkCount = Int(status.st_nlink)
    self.descriptor = descriptor
  }

  /// The file for reading, for callers that do not keep it longer than this.
  package var window: FileWindow { FileWindow(descriptor: descriptor.raw, sizeBytes: sizeBytes) }

  /// Its owner, mode and times now.
  package func status() throws(FileError) -> stat { try descriptor.status() }

  /// Reads up to `count` bytes from `offset`; fewer only at the end of the file.
  package func read(_ count: Int, at offset: Int) throws(FileError) -> [UInt8] {
    try window.read(count, at: offset)
  }

  /// Writes all of `bytes` at `offset`.
  package func write(_ bytes: [UInt8], at offset: Int) throws(FileError) {
    var failure: CInt = 0
    bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let result = pwrite(
          descriptor.raw, buffer.baseAddress?.advanced(by: written), buffer.count - written,
          off_t(offset + written))
        if result < 0, errno == EINTR { continue }
        if result < 0 {
          failure = errno
          break
        }
        written += result
      }
    }
    guard failure == 0 else { throw FileError(errno: failure, "write a file") }
  }

  /// Writes the rest of `source` from `start` on to `offset`.
  package func write(
    restOf source: borrowing OpenFile, from start: Int, at offset: Int
  ) throws(FileError) {
    let chunkSizeBytes = 1 << 20
    var position = start
    while case let chunk = try source.read(chunkSizeBytes, at: position), !chunk.isEmpty {
      try write(chunk, at: offset + position - start)
      position += chunk.count
    }
  }

  /// Gives the file to the owner of `status`, where this program may.
  package func setOwner(of status: stat) {
    // Allowed to few; for others the file stays this program's own.
    fchown(descriptor.raw, status.st_uid, status.st_gid)
  }

  /// Sets who may read the file, whatever the umask is.
  package func setMode(_ mode: mode_t) throws(FileError) {
    // Some file systems have no permission bits (exFAT, CIFS); there the mount decides who may read.
    guard fchmod(descriptor.raw, mode) != 0, errno != EPERM, errno != ENOTSUP else { return }
    throw FileError(errno: errno, "set the mode of a file")
  }

  /// Waits until the file's content and mode are on the disk.
  package func sync() throws(FileError) {
    guard fsync(descriptor.raw) == 0 else { throw FileError(errno: errno, "sync a file") }
  }

  /// Whether no other process has the file locked; if so, this one has until the file is closed.
  package func lock() -> Bool {
    flock(descriptor.raw, LOCK_EX | LOCK_NB) == 0
  }
}
