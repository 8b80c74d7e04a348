import Catalogue

/// The files of the library and their covers, if this host can read them.
struct LibraryFiles: Sendable {
  /// The music folder; nil where none is configured.
  let libraryFolder: String?
  let coversFolder: String

  /// The audio of a track; nil if its file is not there.
  func audio(of track: Track) async throws -> OpenFile? {
    guard let libraryFolder else { return nil }
    return try await OpenFile.open(track.file.path.bytes, beneath: libraryFolder)
  }

  /// A track's cover; nil if it has none yet.
  func cover(hash: String, _ size: CoverSize) async throws -> OpenFile? {
    try await OpenFile.open(Array(size.path(hash: hash).utf8), beneath: coversFolder)
  }

  /// The media type of a track's file.
  static func type(of track: Track) -> String {
    switch track.file.format {
    case "mp3": "audio/mpeg"
    case "flac": "audio/flac"
    case "m4a": "audio/mp4"
    case "ogg", "opus": "audio/ogg"
    case "wav": "audio/wav"
    case "aiff": "audio/aiff"
    default: "application/octet-stream"
    }
  }
}
