import Files

/// Why a file could not be read or edited as audio.
package enum AudioFileError: Error, Equatable {
  /// It is none of the formats in ``AudioFormat``, whatever its name says.
  case notAudio
  /// Its sizes contradict each other, or it ends early.
  case damaged
  /// It cannot be written again without the risk of losing something.
  case unsupported
  /// It has more tags, frames or levels than any honest file, or the new tag does not fit its container.
  case tooLarge
  /// What was written does not sound like what was read.
  case soundWouldChange
  /// The system did not let it be read or written.
  case file(FileError)

  /// The reason for a person, as a sentence.
  package var sentence: String {
    switch self {
    case .notAudio: "This is not audio that Tonearm understands, or it is damaged."
    case .damaged: "Its tags are damaged."
    case .unsupported: "The tags of this file are of a kind that cannot be changed without loss."
    case .tooLarge: "Its tags are too large to be read."
    case .soundWouldChange: "The file could not be rewritten without changing how it sounds."
    case .file: "The file could not be read."
    }
  }
}
