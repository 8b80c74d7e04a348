import Catalogue
import Files

/// The files of the library and their covers, if this host can read them.
struct LibraryFiles: Sendable {
  /// The music folder; nil where none is configured.
  let libraryFolder: String?
  let coversFolder: String

  /// The audio of a track; nil where its file is not there. Throws ``FileError`` where the library is away.
  func audio(of track: Track) async throws -> ServedFile? {
    guard let libraryFolder else { return nil }
    return try await ServedFile.open(track.file.path, beneath: libraryFolder)
  }

  /// A track's cover; nil where it has none yet.
  func cover(hash: String, _ size: CoverSize) async throws -> ServedFile? {
    do {
      return try await ServedFile.open(size.path(hash: hash), beneath: coversFolder)
    } catch let error as FileError where error.condition == .away {
      // No cover was made yet.
      return nil
    }
  }

  /// The media type of a track's file.
  static func type(of track: Track) -> String {
    switch track.file.format {
    case "mp3": "audio/mpeg"
    case "flac": "audio/flac"
    case "m4a": "audio/mp4"
    case "ogg", "opus", "oga": "audio/ogg"
    case "wav": "audio/wav"
    case "aiff": "audio/aiff"
    case "aac": "audio/aac"
    case "mka": "audio/x-matroska"
    case "wma": "audio/x-ms-wma"
    case "tta": "audio/x-tta"
    case "wv": "audio/x-wavpack"
    case "ape": "audio/x-ape"
    case "mpc": "audio/x-musepack"
    default: "application/octet-stream"
    }
  }
}
