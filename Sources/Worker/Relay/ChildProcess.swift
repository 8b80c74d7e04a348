@preconcurrency import Glibc  // environ is a variable, which nothing in here changes.

/// The program that the relay was started for. In a sandbox this process is the first one, so that orphans of the program
/// become its children too.
final class ChildProcess {
  /// Readable once a child has ended.
  let wakeDescriptor: CInt
  /// As a shell gives it, 128 and more for a signal; nil while the program runs.
  private(set) var exitStatus: CInt?

  private let process: pid_t

  /// Starts the program that the first word is the path of, with this process's environment and standard files.
  ///
  /// One program per process. Throws ``RelayError``.
  init(_ command: [String]) throws(RelayError) {
    wakeDescriptor = Self.wakeSockets.read
    // Blocked, perhaps, by the process that started this one.
    var childSignal = sigset_t()
    sigemptyset(&childSignal)
    sigaddset(&childSignal, SIGCHLD)
    sigprocmask(SIG_UNBLOCK, &childSignal, nil)
    // A signal alone would be lost if it came just before the wait.
    signal(SIGCHLD) { _ in
      let saved = errno
      send(ChildProcess.wakeSockets.write, [1], 1, CInt(MSG_DONTWAIT))
      errno = saved
    }
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    let error = posix_spawn(&process, command[0], nil, nil, &arguments, environ)
    guard error == 0 else { throw RelayError("run \(command[0])", errno: error) }
    self.process = process
  }

  /// Reaps all children that have ended.
  func reap() {
    var bytes: [UInt8] = Array(repeating: 0, count: 64)
    while recv(wakeDescriptor, &bytes, bytes.count, CInt(MSG_DONTWAIT)) > 0 {}
    var status: CInt = 0
    while case let ended = waitpid(-1, &status, WNOHANG), ended > 0 {
      guard ended == process else { continue }
      // wait(2)'s macros are not for Swift: the signal is in the low seven bits, the status above them.
      let signal = status & 0x7f
      exitStatus = signal == 0 ? status >> 8 & 0xff : 128 + signal
    }
  }

  /// Made before the handler is installed, so that the handler only reads it.
  private static let wakeSockets: (read: CInt, write: CInt) = {
    var pair: [CInt] = [-1, -1]
    let type = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    precondition(socketpair(AF_UNIX, type, 0, &pair) == 0, "out of descriptors at the start")
    return (pair[0], pair[1])
  }()
}
