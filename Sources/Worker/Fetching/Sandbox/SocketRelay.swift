import NIOCore
import NIOPosix

/// Passes connections to a port of 127.0.0.1 on to a unix socket: the one way out of a sandbox.
struct SocketRelay {
  private let server: any Channel

  /// Listens from now on, until ``close()``.
  static func start(port: Int, socket: String) async throws -> SocketRelay {
    let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.autoRead, value: false)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelInitializer { client in
        client.eventLoop.makeCompletedFuture {
          try client.pipeline.syncOperations.addHandler(Entrance(socket: socket))
        }
      }
      .bind(host: "127.0.0.1", port: port).get()
    return SocketRelay(server: server)
  }

  /// Returns when nobody listens on a unix socket any more; throws only when cancelled.
  static func waitForEnd(of socket: String) async throws {
    while true {
      try await Task.sleep(for: .seconds(2))
      do {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
          .connect(unixDomainSocketPath: socket).get()
        try await channel.close()
      } catch {
        return try Task.checkCancellation()
      }
    }
  }

  func close() async throws { try await server.close() }

  /// Connects an accepted client to the socket, and leaves the two to each other.
  private final class Entrance: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let socket: String

    init(socket: String) { self.socket = socket }

    func channelActive(context: ChannelHandlerContext) {
      let client = context.channel
      ClientBootstrap(group: context.eventLoop)
        .channelOption(.autoRead, value: false)
        .channelOption(.allowRemoteHalfClosure, value: true)
        .connect(unixDomainSocketPath: socket)
        .flatMapThrowing { proxy in try Self.join(client, proxy) }
        .whenFailure { _ in client.close(promise: nil) }
      context.fireChannelActive()
    }

    private static func join(_ client: any Channel, _ proxy: any Channel) throws {
      // The job's budget is kept where the proxy is.
      let ledger = EgressLedger(budgetBytes: .max)
      let outward = EgressRelay(.sent, filter: .tunnel, ledger: ledger)
      let inward = EgressRelay(.received, filter: .tunnel, ledger: ledger)
      try client.pipeline.syncOperations.addHandler(outward)
      try proxy.pipeline.syncOperations.addHandler(inward)
      EgressRelay.join(outward, inward)
      outward.start()
      inward.start()
    }
  }
}
