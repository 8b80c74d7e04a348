import Glibc

/// An open file for reading, closed by its owner.
package struct FileWindow {
  /// The descriptor, which stays its owner's.
  package let descriptor: CInt
  /// The size when the file was opened.
  package let sizeBytes: Int

  /// A window on the file open at `descriptor`, which stays the caller's.
  package init(descriptor: CInt, sizeBytes: Int) {
    self.descriptor = descriptor
    self.sizeBytes = sizeBytes
  }

  /// Reads up to `count` bytes from `offset`; fewer only at the end of the file.
  package func read(_ count: Int, at offset: Int) throws(FileError) -> [UInt8] {
    var failure: FileError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(FileError) {
        filled = try read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Fills `buffer` from `offset` and returns how many bytes there were; fewer only at the end of the file.
  package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileError)
    -> Int
  {
    var filled = 0
    while filled < buffer.count {
      let result = pread(
        descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled,
        off_t(offset + filled))
      if result < 0, errno == EINTR { continue }
      guard result >= 0 else { throw FileError(errno: errno, "read a file") }
      if result == 0 { break }
      filled += result
    }
    return filled
  }
}
