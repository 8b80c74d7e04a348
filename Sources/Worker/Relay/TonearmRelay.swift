import Glibc

/// Runs a program inside a sandbox, with the one way out beside it: a port of 127.0.0.1 that leads to a unix socket.
///
/// The sandbox's first process: when it ends, everything else in there ends with it. Linked statically, and with
/// nothing but libc, because it starts once for every download.
@main
enum TonearmRelay {
  static func main() {
    let words = CommandLine.arguments.dropFirst()
    guard words.count >= 3, let port = words.first.flatMap({ UInt16($0) }) else {
      end("usage: tonearm-relay PORT SOCKET PROGRAM [ARGUMENT …]", status: 64)
    }
    let command = Array(words.dropFirst(2))
    do {
      // Before the program starts: it may connect at once.
      var relay = try Relay(port: port, socketPath: words[words.startIndex + 1])
      let program = try ChildProcess(command)
      try relay.run(until: program)
      // Returning without a status: the worker is gone, killed perhaps before it had tied this process to its life.
      exit(program.exitStatus ?? 1)
    } catch {
      end("\(error)", status: 1)
    }
  }

  private static func end(_ reason: String, status: CInt) -> Never {
    let line = Array("tonearm-relay: \(reason)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
    exit(status)
  }
}
