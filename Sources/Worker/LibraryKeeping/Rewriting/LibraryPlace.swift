import CLinux
import Catalogue
import Glibc

/// A name in a folder of the library: the folder, open, and the name of what may be there.
struct LibraryPlace: ~Copyable {
  let folder: Folder
  /// As bytes, with a zero at the end: names need not be UTF-8.
  private let name: [CChar]

  /// Opens the folder that `path` leads through; follows no link.
  init(_ path: TrackPath, in library: borrowing Folder) throws(FilingError) {
    let (parent, name) = path.split
    let result = tonearm_open_beneath(
      library.descriptor.raw, Self.cString(parent?.bytes ?? Array(".".utf8)),
      O_RDONLY | O_DIRECTORY, 0)
    let descriptor = try Descriptor(result, "open the folder of \(path)")
    self.folder = Folder(descriptor)
    self.name = Self.cString(name)
  }

  /// Opens the folder that `path` leads through, making what is missing of it.
  init(making path: TrackPath, in library: borrowing Folder, mode: mode_t) throws(FilingError) {
    if let parent = path.split.parent {
      let place = try LibraryPlace(making: parent, in: library, mode: mode)
      guard mkdirat(place.folder.descriptor.raw, place.name, mode) == 0 || errno == EEXIST else {
        throw FilingError(errno: errno, "make the folder \(parent)")
      }
      try place.folder.sync()
    }
    try self.init(path, in: library)
  }

  /// The name for people.
  var description: String {
    String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Opens the file. Throws what ``FilingError/isMissing`` says it of where there is none.
  func file() throws(FilingError) -> OpenFile {
    // Not to block on a pipe that has the file's name.
    let result = tonearm_open_beneath(folder.descriptor.raw, name, O_RDONLY | O_NONBLOCK, 0)
    return try OpenFile(try Descriptor(result, "open \(description)"))
  }

  /// What has the name now, be it a link; nil where nothing has.
  func status() throws(FilingError) -> stat? {
    var status = stat()
    if fstatat(folder.descriptor.raw, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { return status }
    guard errno == ENOENT else { throw FilingError(errno: errno, "examine \(description)") }
    return nil
  }

  /// Whether a regular file has the name.
  func hasFile() throws(FilingError) -> Bool {
    try status().map { $0.st_mode & S_IFMT == S_IFREG } ?? false
  }

  /// Gives the file another name beside this one.
  func link(to other: borrowing Folder, as newName: String) throws(FilingError) {
    guard linkat(folder.descriptor.raw, name, other.descriptor.raw, newName, 0) == 0 else {
      throw FilingError(errno: errno, "link \(description)")
    }
  }

  /// Puts what `other` has under `otherName` here, in place of what is here.
  func take(_ otherName: String, from other: borrowing Folder) throws(FilingError) {
    guard renameat(other.descriptor.raw, otherName, folder.descriptor.raw, name) == 0 else {
      throw FilingError(errno: errno, "rename over \(description)")
    }
    try folder.sync()
  }

  /// Moves the file without ever replacing another: false where `other` is taken.
  func move(to other: borrowing LibraryPlace) throws(FilingError) -> Bool {
    let (here, there) = (folder.descriptor.raw, other.folder.descriptor.raw)
    switch -tonearm_rename_exclusively(here, name, there, other.name) {
    case 0: break
    case EEXIST: return false
    case EINVAL, ENOSYS, ENOTSUP:
      // In two steps, for file systems that cannot rename exclusively (NFS, some of FUSE).
      if linkat(here, name, there, other.name, 0) != 0 {
        if errno == EEXIST { return false }
        throw FilingError(errno: errno, "link \(description)")
      }
      guard unlinkat(here, name, 0) == 0 else {
        throw FilingError(errno: errno, "remove \(description)")
      }
    case let errno: throw FilingError(errno: errno, "move \(description)")
    }
    try other.folder.sync()
    try folder.sync()
    return true
  }

  private static func cString(_ bytes: [UInt8]) -> [CChar] {
    bytes.map { CChar(bitPattern: $0) } + [0]
  }
}

extension TrackPath {
  /// The folder's path, nil for the library itself, and the name in it.
  var split: (parent: TrackPath?, name: [UInt8]) {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return (nil, bytes) }
    return (TrackPath(Array(bytes[..<slash])), Array(bytes[(slash + 1)...]))
  }
}
