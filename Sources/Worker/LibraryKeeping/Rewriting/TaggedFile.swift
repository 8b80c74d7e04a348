import Files
import AudioFiles

/// A file taken apart into its tag, which can be changed, and everything else, which stays as it is, byte
/// for byte.
protocol TaggedFile {
  /// Reads the tag, within bounds. Throws where putting the file together again could lose anything.
  init(reading file: borrowing OpenFile) throws

  mutating func apply(_ change: TagChange) throws

  /// Brings the texts of the tag to the standard; returns whether that makes a difference.
  mutating func standardise() -> Bool

  /// The new file.
  func parts() throws -> [FilePart]
}

extension AudioFormat {
  /// Takes a file of this format apart.
  func taggedFile(_ file: borrowing OpenFile) throws -> any TaggedFile {
    switch self {
    case .mp3: try MP3File(reading: file)
    case .flac: try FLACFile(reading: file)
    case .m4a: try MP4File(reading: file)
    case .ogg, .opus: try OggFile(reading: file)
    case .wav, .aiff: try ChunkFile(reading: file)
    }
  }
}
