import Catalogue
import Glibc

/// An open regular file of the staging area or the library.
struct OpenFile: ~Copyable {
  private let descriptor: Descriptor
  let sizeBytes: Int
  let identity: FileIdentity
  /// What it looked like from outside when it was opened.
  let stamp: FileStamp

  /// The number of names that the file had when it was opened.
  let linkCount: Int

  init(_ descriptor: consuming Descriptor) throws(FilingError) {
    let status = try descriptor.status()
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FilingError(errno: ENOENT, "find a regular file")
    }
    sizeBytes = Int(status.st_size)
    identity = FileIdentity(status)
    stamp = FileStamp(status)
    linkCount = Int(status.st_nlink)
    self.descriptor = descriptor
  }

  /// The file for reading, by whoever does not keep it longer than this.
  var window: FileWindow { FileWindow(descriptor: descriptor.raw, sizeBytes: sizeBytes) }

  /// Reads up to `count` bytes from `offset`; fewer only at the end of the file.
  func read(_ count: Int, at offset: Int) throws(FilingError) -> [UInt8] {
    try window.read(count, at: offset)
  }

  func write(_ bytes: [UInt8], at offset: Int) throws(FilingError) {
    var failure: CInt = 0
    bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let result = pwrite(
          descriptor.raw, buffer.baseAddress?.advanced(by: written), buffer.count - written,
          offset + written)
        if result < 0, errno == EINTR { continue }
        if result < 0 {
          failure = errno
          break
        }
        written += result
      }
    }
    guard failure == 0 else { throw FilingError(errno: failure, "write the track") }
  }

  /// Writes the rest of `source` from `start` on to `offset`.
  func write(
    restOf source: borrowing OpenFile, from start: Int, at offset: Int
  ) throws(FilingError) {
    let chunkSizeBytes = 1 << 20
    var position = start
    while case let chunk = try source.read(chunkSizeBytes, at: position), !chunk.isEmpty {
      try write(chunk, at: offset + position - start)
      position += chunk.count
    }
  }

  /// Sets who may read the file, whatever the umask is.
  func setMode(_ mode: mode_t) throws(FilingError) {
    // Some file systems have no permission bits (exFAT, CIFS); there the mount decides who may read.
    guard fchmod(descriptor.raw, mode) != 0, errno != EPERM, errno != ENOTSUP else { return }
    throw FilingError(errno: errno, "set the mode of the track")
  }

  /// Waits until the file's content and mode are on the disk.
  func sync() throws(FilingError) {
    guard fsync(descriptor.raw) == 0 else { throw FilingError(errno: errno, "sync the track") }
  }

  /// Whether no other filer has the file locked; from now on this one has, until it is closed.
  func lock() -> Bool {
    flock(descriptor.raw, LOCK_EX | LOCK_NB) == 0
  }
}
