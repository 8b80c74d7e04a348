import Catalogue
import Downloads
import Files
import Foundation
import Glibc
import NIOPosix

/// The trash of the library: `.tonearm/trash/<track>/` has the file under its own name, and a note.
///
/// Files are only renamed. Every call can be repeated after a crash, and then ends what was begun. Links are
/// not followed. All methods throw ``RewritingError``.
struct LibraryTrash: Sendable {
  let libraryFolder: String
  /// For folders that have to be made again.
  let folderMode: mode_t

  private static let folder = [".tonearm", "trash"]

  /// Moves the file of a track into the trash.
  func trash(_ id: TrackID, _ path: TrackPath, at time: Date = Date()) async throws {
    try await blocking {
      let library = try Folder(root: libraryFolder)
      let found = try note(of: id, in: library)
      guard try hasFile(path, in: library) else {
        if let found, try hasFile(found.place(in: Self.path(id)), in: library) { return }
        throw RewritingError.missing
      }
      if let found, try hasFile(found.place(in: Self.path(id)), in: library) {
        try setAside(id, in: library)
      }
      let note = TrashNote(path, at: time)
      try write(note, of: id, in: library)
      guard let target = note.place(in: Self.path(id)),
        try DirectoryEntry(path, in: library).move(to: try DirectoryEntry(target, in: library))
      else { throw RewritingError.changedMeanwhile }
    }
  }

  /// Moves the file of a track back to where it was, and returns its path.
  ///
  /// Where something else is there, it gets the next free name: " (2)" to " (99)".
  func restore(_ id: TrackID) async throws -> TrackPath {
    try await blocking {
      let library = try Folder(root: libraryFolder)
      guard let note = try note(of: id, in: library), let original = note.original,
        let source = note.place(in: Self.path(id))
      else { throw RewritingError.missing }
      guard try hasFile(source, in: library) else {
        // An earlier call came this far.
        guard try hasFile(original, in: library) else { throw RewritingError.missing }
        try remove(id, in: library)
        return original
      }
      for copy in LibraryTemplate.copies {
        guard let path = original.numbered(copy) else { break }
        let target = try DirectoryEntry(making: path, in: library, mode: folderMode)
        guard try target.status() == nil else { continue }
        try write(note.restoring(to: path), of: id, in: library)
        if try DirectoryEntry(source, in: library).move(to: target) {
          try remove(id, in: library)
          return path
        }
      }
      throw RewritingError.nameExhausted
    }
  }

  /// Removes for good what went to the trash before that time; returns how many files' folders that were.
  func purge(before time: Date) async throws -> Int {
    try await blocking {
      let library = try Folder(root: libraryFolder)
      guard let trash = try library.folderIfPresent(Self.folder.joined(separator: "/")) else {
        return 0
      }
      var count = 0
      try trash.forEachFolder { name, folder in
        // Without a note, a crash left the folder empty.
        let modified = Date(
          timeIntervalSince1970: Double(try folder.status().st_mtim.tv_sec))
        guard try Self.note(in: folder)?.trashedAt ?? modified < time else { return }
        try trash.removeTree(name)
        count += 1
      }
      return count
    }
  }

  private static func path(_ id: TrackID) -> String {
    (folder + [id.description]).joined(separator: "/")
  }

  private func hasFile(_ path: TrackPath?, in library: borrowing Folder) throws -> Bool {
    guard let path else { return false }
    do {
      return try DirectoryEntry(path, in: library).hasFile()
    } catch let error where error.isMissing {
      return false
    }
  }

  private func note(of id: TrackID, in library: borrowing Folder) throws -> TrashNote? {
    guard let folder = try library.folderIfPresent(Self.path(id)) else { return nil }
    return try Self.note(in: folder)
  }

  private static func note(in folder: borrowing Folder) throws -> TrashNote? {
    do {
      let file = try folder.file(TrashNote.fileName)
      return try TrashNote(try file.read(TrashNote.limitBytes, at: 0))
    } catch let error as FileError where !error.isMissing {
      throw error
    } catch {
      // None, or one that nobody can read.
      return nil
    }
  }

  private func write(_ note: TrashNote, of id: TrackID, in library: borrowing Folder) throws {
    let folder = try library.makingFolder(Self.folder + [id.description], mode: 0o700)
    let part = TrashNote.fileName + ".part"
    let file = try folder.makingFile(part)
    try file.write(try note.encoded(), at: 0)
    try file.sync()
    try folder.rename(part, to: TrashNote.fileName)
    try folder.sync()
  }

  /// Makes room for a track that is already in the trash and went there again, having come back by other means.
  private func setAside(_ id: TrackID, in library: borrowing Folder) throws {
    let trash = try library.folder(Self.folder.joined(separator: "/"))
    try trash.rename(id.description, to: "\(id)-\(TrackID.random())")
  }

  private func remove(_ id: TrackID, in library: borrowing Folder) throws {
    try library.folder(Self.folder.joined(separator: "/")).removeTree(id.description)
  }

  private func blocking<Result: Sendable>(
    _ work: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await NIOThreadPool.singleton.runIfActive { try RewritingError.naming(work) }
  }
}

extension TrackPath {
  /// The path with a number before the extension of its name: itself for 1, " (2)" and so on.
  fileprivate func numbered(_ copy: Int) -> TrackPath? {
    guard copy > 1 else { return self }
    let end = bytes.lastIndex(of: UInt8(ascii: ".")) ?? bytes.endIndex
    return TrackPath(Array(bytes[..<end]) + " (\(copy))".utf8 + bytes[end...])
  }
}
