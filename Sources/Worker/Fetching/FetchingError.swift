/// Why the worker cannot prepare what a program of a job needs.
package enum FetchingError: Error, Equatable, CustomStringConvertible {
  /// The temporary folder is full, say, or read-only.
  case noScratchFolder(reason: String)
  /// bubblewrap is not installed.
  case noBubblewrap
  /// The relay is not where it was installed.
  case noRelay(path: String)

  /// One clause for the log.
  package var description: String {
    switch self {
    case .noScratchFolder(let reason): "the temporary folder cannot be used: \(reason)"
    case .noBubblewrap: "bubblewrap is not installed"
    case .noRelay(let path): "\(path) is missing"
    }
  }
}
