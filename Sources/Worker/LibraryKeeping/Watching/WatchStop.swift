import Files
import Glibc
import SystemPackage

/// How the thread of a watch learns that it is to end, wherever it waits.
final class WatchStop: Sendable {
  private let pipe: (readEnd: FileDescriptor, writeEnd: FileDescriptor)

  init() throws(FileError) {
    do {
      pipe = try FileDescriptor.pipe(options: .closeOnExec)
    } catch {
      throw FileError(errno: error.rawValue, "make a pipe")
    }
  }

  deinit {
    // Clean-up: nothing is lost with them.
    try? pipe.readEnd.close()
    try? pipe.writeEnd.close()
  }

  /// Ends every wait, from now on.
  func request() {
    // One byte always has room; nobody reads it.
    _ = try? pipe.writeEnd.writeAll([0])
  }

  /// Whether the end was requested.
  var isRequested: Bool { isRequested(withinMilliseconds: 0, orReadable: nil) }

  /// Waits for the request, and no longer than until `descriptor` is readable; returns whether it was made.
  func isRequested(withinMilliseconds limit: CInt, orReadable descriptor: CInt?) -> Bool {
    var waited = [pipe.readEnd.rawValue, descriptor ?? -1].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    // A signal only ends the wait early.
    poll(&waited, nfds_t(waited.count), limit)
    return waited[0].revents != 0
  }
}
