import Downloads
import Logging
import NIOCore
import NIOPosix

/// A forward proxy for one job, the only way out that its programs are given.
///
/// Each connection carries one request, so every request is checked. It connects only to addresses that the policy has
/// judged. The caller that starts one must close it.
final class EgressProxy: Sendable {
  /// Where clients reach a proxy.
  enum Entrance: Sendable {
    /// A free port of 127.0.0.1.
    case loopback
    /// A unix socket, made here and removed on close.
    case unixSocket(path: String)
  }

  /// The port on 127.0.0.1; nil for a unix socket.
  let port: Int?
  private let eventLoop: any EventLoop
  private let channels: EgressChannels
  private let budget: TransferBudget
  private let expiry: Scheduled<Void>

  /// What has gone through so far.
  var report: EgressReport { budget.report }

  /// Opens the entrance and serves clients until ``close()``, or for the limits' lifetime.
  ///
  /// The interfaces' own addresses are added to `policy`. Throws if the entrance cannot be opened.
  static func start(
    policy: EgressPolicy, limits: EgressLimits, at entrance: Entrance = .loopback,
    group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton, logger: Logger,
    resolver: HostResolver = .system, threads: NIOThreadPool = .singleton
  ) async throws -> EgressProxy {
    var policy = policy
    policy.ownAddresses.formUnion(try HostResolver.ownAddresses())
    let channels = EgressChannels()
    let budget = TransferBudget(limitBytes: limits.bytes)
    let dialer = EgressDialer(
      policy: policy, limits: limits, resolver: resolver, threads: threads, channels: channels)

    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 64)
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channels.add(channel) }
      }
      .childChannelOption(.autoRead, value: false)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelOption(.socketOption(.so_rcvbuf), value: .init(limits.receiveBufferBytes))
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let isWithinLimit = try channels.addClient(channel, limit: limits.connections)
          try channel.pipeline.syncOperations.addHandler(
            EgressClientHandler(
              isWithinLimit: isWithinLimit, dialer: dialer, budget: budget, logger: logger))
        }
      }
    let server: any Channel
    switch entrance {
    case .loopback:
      server = try await bootstrap.bind(host: "127.0.0.1", port: 0).get()
    case .unixSocket(let path):
      server = try await bootstrap.bind(unixDomainSocketPath: path).get()
    }
    return EgressProxy(
      server: server, channels: channels, budget: budget, lifetime: limits.lifetime)
  }

  private init(
    server: any Channel, channels: EgressChannels, budget: TransferBudget, lifetime: Duration
  ) {
    port = server.localAddress?.port
    eventLoop = server.eventLoop
    self.channels = channels
    self.budget = budget
    expiry = eventLoop.scheduleTask(in: TimeAmount(lifetime)) { _ = channels.closeAll() }
  }

  /// Closes the entrance and all connections; when it returns, they are closed.
  func close() async {
    expiry.cancel()
    let closed = EventLoopFuture.andAllComplete(channels.closeAll(), on: eventLoop)
    // A future of andAllComplete never fails.
    try? await closed.get()
  }
}
