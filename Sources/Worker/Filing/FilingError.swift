import Files
import ID3

/// Why a track could not be filed.
package enum FilingError: Error, Equatable {
  /// The library, its disk or a file in it is at fault.
  case file(FileError)
  /// The track is neither in staging nor, as this download's, at its recorded destination.
  case stagingLost
  /// Every name up to " (99)" is taken.
  case nameExhausted
  /// The track's own tag region or the values for it are at fault.
  case untaggable(ID3Error)

  /// Whether the same file may be filed once something around it is put right, so that it goes back to
  /// review with nothing lost.
  package var isOutsideTheFile: Bool {
    switch self {
    case .stagingLost, .untaggable: false
    case .file, .nameExhausted: true
    }
  }

  /// One sentence for a person; the log has the operation.
  package var sentence: String {
    switch self {
    case .file(let error): error.sentence
    case .stagingLost: "The downloaded file is no longer there; start the download again."
    case .nameExhausted: "The library has 99 tracks of this name; choose another title."
    case .untaggable: "The tags could not be written into the downloaded file."
    }
  }
}
