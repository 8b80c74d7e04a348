import Catalogue
import Files
import Glibc
import Links
import AudioFiles

/// Reads what the catalogue keeps of a file.
struct TrackFile: Sendable {
  let libraryFolder: String
  let parser: SourceURLParser
  /// Of texts whose tag does not say theirs; names that iconv knows, best first.
  var encodings: [String] = []

  /// Opens the file at `path` and reads it; blocks meanwhile. Nil where there is none, or a link in its place.
  ///
  /// A file that is no use is one with ``LibraryFile/unreadable`` set. Throws ``FileError`` where the library itself
  /// is at fault.
  func read(_ path: TrackPath) throws(FileError) -> LibraryFile? {
    let file: OpenFile
    do {
      file = try place(path).file()
    } catch {
      // One file that cannot be opened is no reason to stop; whether it is there at all decides.
      return try stamp(path).map { stamp in
        LibraryFile(path: path, stamp: stamp, unreadable: "The worker may not read this file.")
      }
    }
    let stamp = file.stamp
    do {
      let tagged = try TaggedFile(reading: file.window, encodings: encodings)
      let audio = try tagged.audio()
      return LibraryFile(
        path: path, stamp: stamp, format: audio.format.rawValue,
        tags: audio.tags, durationSeconds: audio.durationSeconds, bitrateKbps: audio.bitrateKbps,
        sourceURL: audio.sourceURL, canonicalURL: audio.sourceURL.flatMap(canonical),
        downloadID: audio.downloadID,
        audioHash: try AudioDigest.digest(of: tagged.sound, in: file.window, audio.format))
    } catch let error as AudioFileError {
      return LibraryFile(path: path, stamp: stamp, unreadable: error.sentence)
    } catch {
      return LibraryFile(
        path: path, stamp: stamp, unreadable: RewritingError.unreadable.sentence)
    }
  }

  /// What the file at `path` looks like from outside; nil where there is none.
  func stamp(_ path: TrackPath) throws(FileError) -> FileStamp? {
    try status(path).flatMap { $0.st_mode & S_IFMT == S_IFREG ? FileStamp($0) : nil }
  }

  /// Whether there is a folder at `path`.
  func hasFolder(_ path: TrackPath) throws(FileError) -> Bool {
    try status(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
  }

  private func status(_ path: TrackPath) throws(FileError) -> stat? {
    do {
      return try place(path).status()
    } catch let error where error.isMissing {
      return nil
    }
  }

  private func place(_ path: TrackPath) throws(FileError) -> DirectoryEntry {
    try DirectoryEntry(path, in: Folder(root: libraryFolder))
  }

  private func canonical(_ url: String) -> String? {
    // A link that Tonearm would not fetch is still a link, but nobody will paste it.
    (try? parser.parse(url))?.canonical
  }
}
