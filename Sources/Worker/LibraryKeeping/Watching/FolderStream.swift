import Glibc
import SystemPackage

/// Reads a folder, one entry at a time, passing over all that is nothing to the library.
final class FolderStream {
  private let stream: OpaquePointer
  let descriptor: CInt

  init(_ folder: consuming LibraryFolder) throws(Errno) {
    descriptor = folder.release()
    guard let stream = fdopendir(descriptor) else {
      let failure = errno
      close(descriptor)
      throw Errno(rawValue: failure)
    }
    self.stream = stream
  }

  deinit { closedir(stream) }

  /// The next folder, audio file or folder picture, in the file system's order; nil at the end.
  func next() throws(Errno) -> NamedEntry? {
    while true {
      errno = 0
      guard let raw = readdir(stream) else {
        guard errno == 0 else { throw Errno(rawValue: errno) }
        return nil
      }
      let name = Self.name(of: raw)
      let isFolder = Int(raw.pointee.d_type) == DT_DIR
      let mayBeOfUse = isFolder || name.kind != nil || Int(raw.pointee.d_type) == DT_UNKNOWN
      guard mayBeOfUse, !name.isIgnoredFolder else { continue }
      guard let entry = try LibraryEntry(name, in: descriptor) else { continue }
      if case .file = entry, name.kind == nil { continue }
      return NamedEntry(name: name, entry: entry)
    }
  }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> EntryName {
    let offset = MemoryLayout.offset(of: \dirent.d_name) ?? 0
    let name = UnsafeRawPointer(entry).advanced(by: offset)
    let length = strlen(name.assumingMemoryBound(to: CChar.self))
    return EntryName(bytes: Array(UnsafeRawBufferPointer(start: name, count: length)))
  }
}
