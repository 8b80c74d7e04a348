import NIOCore
import NIOPosix
import Synchronization
import TestSupport

/// A server that says what a test wants said, on a socket of its own.
final class FakeServer: Sendable {
  let url: String
  private let folder: TemporaryFolder
  private let channel: any Channel
  private let door = Door()

  /// Each new connection hears `words` in turn, one whenever it says something; then silence.
  init(saying words: [String]) async throws {
    folder = try TemporaryFolder()
    let socket = folder.path(of: "fake.sock")
    url = "unix://\(socket)"
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 1024)
      .childChannelInitializer { [door] channel in
        guard door.lets(in: channel) else { return channel.close() }
        return channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Speaker(words))
        }
      }
      .bind(unixDomainSocketPath: socket).get()
  }

  deinit { channel.close(promise: nil) }

  /// When each connection came.
  var arrivals: [ContinuousClock.Instant] { door.state.withLock { $0.arrivals } }

  /// Ends all connections, and every new one until ``open()``.
  func shut() {
    let guests = door.state.withLock { state in
      state.isOpen = false
      defer { state.guests = [] }
      return state.guests
    }
    for guest in guests { guest.close(promise: nil) }
  }

  /// Takes connections again.
  func open() { door.state.withLock { $0.isOpen = true } }
}

private final class Door: Sendable {
  struct State {
    var isOpen = true
    var arrivals: [ContinuousClock.Instant] = []
    var guests: [any Channel] = []
  }

  let state = Mutex(State())

  func lets(in channel: any Channel) -> Bool {
    state.withLock { state in
      state.arrivals.append(.now)
      if state.isOpen { state.guests.append(channel) }
      return state.isOpen
    }
  }
}

private final class Speaker: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private var words: ArraySlice<String>

  init(_ words: [String]) { self.words = words[...] }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard let word = words.popFirst() else { return }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: word)), promise: nil)
  }
}
