import Glibc

/// A name in an open folder, and what is done to the file that may have it.
package struct DirectoryEntry: ~Copyable {
  /// The folder that the name is in.
  package let folder: Folder
  /// As the file system has it; need not be UTF-8.
  private let name: [UInt8]

  /// Opens the folder that `path` leads through from `root`; follows no link.
  package init(_ path: RelativePath, in root: borrowing Folder) throws(FileError) {
    let (parent, name) = path.split
    folder = try root.folder(parent?.bytes ?? Array(".".utf8))
    self.name = name
  }

  /// Opens the folder that `path` leads through from `root`, making what is missing of it.
  package init(making path: RelativePath, in root: borrowing Folder, mode: mode_t)
    throws(FileError)
  {
    let names = path.bytes.split(separator: UInt8(ascii: "/")).map(Array.init)
    folder = try root.makingFolder(names.dropLast(), mode: mode)
    name = path.split.name
  }

  /// The name for people.
  package var description: String { name.shown }

  /// Opens the file. Throws an error that is ``FileError/isMissing`` where there is none.
  package func file() throws(FileError) -> OpenFile { try folder.file(name) }

  /// What has the name now, be it a link; nil where nothing has.
  package func status() throws(FileError) -> stat? { try folder.status(of: name) }

  /// Whether a regular file has the name.
  package func hasFile() throws(FileError) -> Bool {
    try status().map { $0.st_mode & S_IFMT == S_IFREG } ?? false
  }

  /// Gives the file another name beside this one.
  package func link(to other: borrowing Folder, as newName: some PathBytes) throws(FileError) {
    try folder.link(name, to: other, as: newName)
  }

  /// Puts what `other` has under `otherName` here, in place of what is here.
  package func replace(with otherName: some PathBytes, from other: borrowing Folder)
    throws(FileError)
  {
    try other.rename(otherName, over: name, in: folder)
    try folder.sync()
  }

  /// Moves the file without ever replacing another: false where `other` is taken.
  package func move(to other: borrowing DirectoryEntry) throws(FileError) -> Bool {
    do {
      try folder.move(name, to: other.folder, as: other.name)
    } catch  where error.errno == EEXIST {
      return false
    }
    try other.folder.sync()
    try folder.sync()
    return true
  }
}
