import Glibc

/// A client and the proxy that it is connected to; the end of input of either is passed on as such.
struct Connection {
  private var outward: Flow
  private var inward: Flow

  /// Owns both descriptors until ``close()``.
  init(client: CInt, proxy: CInt) {
    outward = Flow(source: client, sink: proxy)
    inward = Flow(source: proxy, sink: client)
  }

  /// What to wait for before the next ``pass()``.
  var pollEntries: [pollfd] {
    [outward, inward].flatMap { flow in
      [
        Self.entry(flow.source, flow.canReceive ? POLLIN : 0),
        Self.entry(flow.sink, flow.canSend ? POLLOUT : 0),
      ]
    }
  }

  /// Moves what can be moved without waiting; false once the connection is over or broken.
  mutating func pass() -> Bool {
    outward.pass() && inward.pass() && !(outward.hasEnded && inward.hasEnded)
  }

  func close() {
    Glibc.close(outward.source)
    Glibc.close(outward.sink)
  }

  /// Without events, poll(2) still reports errors again and again, so the descriptor is hidden from it.
  private static func entry(_ descriptor: CInt, _ events: CInt) -> pollfd {
    pollfd(fd: events == 0 ? -1 : descriptor, events: Int16(events), revents: 0)
  }

  /// One direction.
  private struct Flow {
    let source: CInt
    let sink: CInt
    /// Whether all of the source's input was passed on, and its end.
    private(set) var hasEnded = false
    private var buffer: [UInt8] = Array(repeating: 0, count: 64 * 1024)
    private var pending = 0..<0

    init(source: CInt, sink: CInt) {
      self.source = source
      self.sink = sink
    }

    var canSend: Bool { !pending.isEmpty }
    var canReceive: Bool { pending.isEmpty && !hasEnded }

    /// Sends what is pending, or else one buffer of new input; false if either side is broken.
    ///
    /// No more than that, so that a busy connection does not keep the others waiting.
    mutating func pass() -> Bool {
      if canReceive {
        let count = recv(source, &buffer, buffer.count, CInt(MSG_DONTWAIT))
        guard count >= 0 else { return errno == EAGAIN }
        pending = 0..<count
        if count == 0 {
          hasEnded = true
          return shutdown(sink, CInt(SHUT_WR)) == 0
        }
      }
      guard canSend else { return true }
      let flags = CInt(MSG_DONTWAIT | MSG_NOSIGNAL)
      let count = buffer[pending].withUnsafeBytes { send(sink, $0.baseAddress, $0.count, flags) }
      guard count >= 0 else { return errno == EAGAIN }
      pending = (pending.lowerBound + count)..<pending.upperBound
      return true
    }
  }
}
