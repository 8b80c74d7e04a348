/// Why nothing could be read from a file.
package enum TagReaderError: Error, Equatable {
  /// It is none of the formats in ``AudioFormat``, whatever its name says.
  case notAudio
  /// It has more tags, frames or levels than any honest file.
  case tooLarge
  /// The system did not let it be read; the value is errno's.
  case unreadable(CInt)
  /// TagLib gave up.
  case failed

  /// The reason for a person, as a sentence.
  package var sentence: String {
    switch self {
    case .notAudio: "This is not audio that Tonearm understands, or it is damaged."
    case .tooLarge: "Its tags are too large to be read."
    case .unreadable: "The file could not be read."
    case .failed: "Its tags are damaged."
    }
  }
}
