import Catalogue
import Downloads
import Files
import Foundation
import Glibc
import AudioFiles

extension TrackRewriter {
  /// Writes the new file that `plan` makes of the one at `path`; nil where it makes none.
  func makeDraft(
    of path: TrackPath,
    _ plan: @escaping @Sendable (AudioFile, inout TaggedFile) throws -> [FilePart]?
  ) async throws -> RewritingDraft? {
    let id = UUID().uuidString.lowercased()
    do {
      return try await blocking {
        let library = try Folder(root: libraryFolder)
        let place = try DirectoryEntry(path, in: library)
        let file = try place.file()
        var tagged = try TaggedFile(reading: file.window, encodings: encodings)
        guard let parts = try plan(try tagged.audio(), &tagged) else { return nil }
        let folder = try library.makingFolder(Self.workFolder + [id], mode: 0o700)
        try write(parts, of: file, in: folder)
        let draft = RewritingDraft(id: id, format: tagged.format, original: file.stamp)
        if draft.needsComparison { try addOriginal(file, from: place, in: folder) }
        return draft
      }
    } catch {
      await discard(id)
      throw error
    }
  }

  private func write(
    _ parts: [FilePart], of old: borrowing OpenFile, in folder: borrowing Folder
  ) throws {
    let new = try folder.makingFile(RewritingDraft.name)
    try new.write(parts, from: old)
    let status = try old.status()
    new.setOwner(of: status)
    try new.setMode(status.st_mode & 0o777)
    try new.sync()
    try old.requireStretches(parts, in: try folder.file(RewritingDraft.name))
  }

  /// Gives the old file a second name in the draft's folder, or copies it where there are no links.
  private func addOriginal(
    _ file: borrowing OpenFile, from place: borrowing DirectoryEntry, in folder: borrowing Folder
  ) throws {
    do {
      try place.link(to: folder, as: RewritingDraft.originalName)
    } catch {
      guard error.condition != .diskFull, !error.isMissing else { throw error }
      let copy = try folder.makingFile(RewritingDraft.originalName)
      try copy.write([.stretch(0..<file.sizeBytes)], from: file)
    }
  }

  /// Renames the draft over the file that it was made from.
  func replace(_ path: TrackPath, with draft: RewritingDraft) throws {
    let library = try Folder(root: libraryFolder)
    let place = try DirectoryEntry(path, in: library)
    let work = try library.folder((Self.workFolder + [draft.id]).joined(separator: "/"))
    guard try place.status().map({ FileStamp($0) }) == draft.original else {
      throw RewritingError.changedMeanwhile
    }
    try place.replace(with: RewritingDraft.name, from: work)
  }

  /// Names the file as the library's template has it, and returns its path.
  func rename(_ path: TrackPath) throws -> TrackPath {
    let library = try Folder(root: libraryFolder)
    let place = try DirectoryEntry(path, in: library)
    let (tags, mode) = try read(place)
    let suffix = place.description.split(separator: ".").dropFirst().last?.lowercased() ?? "mp3"
    func target(_ copy: Int) -> LibraryPath {
      template.path(for: tags, copy: copy, extension: suffix)
    }

    let folders = target(1).folders
    let folder = try library.makingFolder(folders, mode: mode | (mode & 0o444) >> 2)
    var taken = Set(try folder.names().map(FileName.caseFolded))
    if path.split.parent?.description ?? "" == folders.joined(separator: "/") {
      taken.remove(FileName.caseFolded(place.description))
    }
    for copy in LibraryTemplate.copies {
      let target = target(copy)
      guard let newPath = TrackPath(target.description), newPath != path else { return path }
      if !taken.contains(FileName.caseFolded(target.file)),
        try place.move(to: try DirectoryEntry(newPath, in: library))
      {
        return newPath
      }
    }
    throw RewritingError.nameExhausted
  }

  /// What a track is named after, and who may read it.
  private func read(_ place: borrowing DirectoryEntry) throws -> (TrackTags, mode_t) {
    let file = try place.file()
    var tags = try TaggedFile(reading: file.window, encodings: encodings).audio().tags
    tags.title = tags.title ?? String(place.description.prefix { $0 != "." })
    tags.artist = tags.artist ?? ""
    return (tags, try file.status().st_mode & 0o777)
  }
}
