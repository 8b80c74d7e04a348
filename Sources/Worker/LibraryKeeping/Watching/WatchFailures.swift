import Files
import Glibc
import Logging

/// Says in the log, once for each reason, why folders are looked at now and then instead of being watched.
final class WatchFailures {
  private let logger: Logger
  private var told: Set<CInt> = []

  init(logger: Logger) { self.logger = logger }

  /// Notes why a folder could not be watched.
  func note(_ error: FileError) {
    guard told.insert(error.errno).inserted else { return }
    switch error.errno {
    case ENOSPC:
      logger.warning(
        "too many folders to watch: some are looked at now and then; raise the limit with sysctl",
        metadata: ["sysctl": "fs.inotify.max_user_watches"])
    case EMFILE:
      logger.warning(
        "too many watchers on this host: folders are looked at now and then; raise the limit with sysctl",
        metadata: ["sysctl": "fs.inotify.max_user_instances"])
    default:
      logger.warning(
        "a folder cannot be watched, and is looked at now and then",
        metadata: ["error": "\(error)"])
    }
  }
}
