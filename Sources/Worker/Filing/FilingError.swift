import Glibc
import ID3

/// Why a track could not be filed.
enum FilingError: Error, Equatable {
  case diskFull
  case readOnly
  case noPermission
  case libraryMissing
  /// The track is neither in staging nor, as this download's, at its recorded destination.
  case stagingLost
  /// Every name up to " (99)" is taken.
  case nameExhausted
  /// The track's own tag region or the values for it are at fault.
  case untaggable(ID3Error)
  case io(errno: CInt, operation: String)

  /// Names the failure of a system call; `operation` is what was attempted, in words.
  init(errno: CInt, _ operation: String) {
    self =
      switch errno {
      case ENOSPC, EDQUOT: .diskFull
      case EROFS: .readOnly
      case EACCES, EPERM: .noPermission
      default: .io(errno: errno, operation: operation)
      }
  }

  /// Whether the same file may be filed once something around it is put right, so that it goes back to
  /// review with nothing lost.
  var isOutsideTheFile: Bool {
    switch self {
    case .stagingLost, .untaggable: false
    case .diskFull, .readOnly, .noPermission, .libraryMissing, .nameExhausted, .io: true
    }
  }

  /// Whether there is nothing, or nothing that may be followed, where something was looked for.
  var isMissing: Bool {
    guard case .io(let errno, _) = self else { return false }
    return errno == ENOENT || errno == ENOTDIR || errno == ELOOP
  }
}

extension FilingError {
  /// One sentence for a person; the log has the operation.
  var sentence: String {
    switch self {
    case .diskFull: "There is no room left for the track; make some and save it again."
    case .readOnly: "The library cannot be written to, because its file system is read-only."
    case .noPermission: "The worker is not permitted to write to the library folder."
    case .libraryMissing: "The library folder is not there; check that its disk is mounted."
    case .stagingLost: "The downloaded file is no longer there; start the download again."
    case .nameExhausted: "The library has 99 tracks of this name; choose another title."
    case .untaggable: "The tags could not be written into the downloaded file."
    case .io(let errno, _):
      "The library could not take the track (\(String(cString: strerror(errno)))); save it again."
    }
  }
}
