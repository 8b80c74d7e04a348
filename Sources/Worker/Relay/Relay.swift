import Glibc

/// Accepts connections on a port of 127.0.0.1 and passes each one on to a unix socket.
///
/// One thread serves all of them with poll(2). Nothing is read from one side before the other has taken what came
/// before, so a connection never holds more than two buffers.
struct Relay {
  /// More clients wait in the listener's queue.
  private static let connectionLimit = 64
  /// How often to check that something still listens on the unix socket.
  private static let checkIntervalMilliseconds = 2000

  private let listener: CInt
  private let socketPath: String
  private var connections: [Connection] = []

  /// Listens from now on. Throws ``RelayError`` if the port is in use.
  init(port: UInt16, socketPath: String) throws(RelayError) {
    listener = try Socket.listen(port: port)
    self.socketPath = socketPath
  }

  /// Serves connections until the program has ended, or until nothing listens on the unix socket any more.
  mutating func run(until program: ChildProcess) throws(RelayError) {
    var nextCheck = Self.nowMilliseconds() + Self.checkIntervalMilliseconds
    while true {
      let now = Self.nowMilliseconds()
      if nextCheck <= now {
        guard Socket.isListening(at: socketPath) else { return }
        nextCheck = now + Self.checkIntervalMilliseconds
      }
      var entries = connections.flatMap(\.pollEntries)
      entries.append(pollfd(fd: program.wakeDescriptor, events: Int16(POLLIN), revents: 0))
      if connections.count < Self.connectionLimit {
        entries.append(pollfd(fd: listener, events: Int16(POLLIN), revents: 0))
      }
      let count = poll(&entries, nfds_t(entries.count), CInt(nextCheck - now))
      guard count >= 0 || errno == EINTR else { throw RelayError("wait for connections") }
      program.reap()
      guard program.exitStatus == nil else { return }
      passOn()
      if connections.count < Self.connectionLimit { accept() }
    }
  }

  /// Moves what can be moved without waiting, and closes the connections that are over.
  private mutating func passOn() {
    connections = connections.compactMap { connection in
      var connection = connection
      if connection.pass() { return connection }
      connection.close()
      return nil
    }
  }

  /// Accepts one client, if there is one, and connects it to the unix socket.
  private mutating func accept() {
    guard let client = Socket.accept(from: listener) else { return }
    if let proxy = Socket.connect(to: socketPath) {
      connections.append(Connection(client: client, proxy: proxy))
    } else {
      close(client)
    }
  }

  /// Of a clock that never goes back.
  private static func nowMilliseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
