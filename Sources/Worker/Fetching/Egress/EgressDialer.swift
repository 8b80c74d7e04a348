import Downloads
import NIOCore
import NIOPosix

/// Connects to what the policy allows: one look-up, and then only the addresses from it that were judged.
struct EgressDialer: Sendable {
  /// A connection made, and where it leads.
  struct Origin: Sendable {
    let channel: any Channel
    let address: IPAddress
  }

  let policy: EgressPolicy
  let limits: EgressLimits
  let resolver: HostResolver
  /// Look-ups block these.
  let threads: NIOThreadPool
  let channels: EgressChannels

  /// Connects to `target`, with all events of the connection on `eventLoop`, which must be the caller's.
  ///
  /// The channel reads only when it is asked to. Fails with ``EgressRefusal``, or the last connection's error.
  func dial(_ target: EgressTarget, on eventLoop: any EventLoop) -> EventLoopFuture<Origin> {
    if let reason = policy.refusal(beforeResolving: target) {
      return eventLoop.makeFailedFuture(EgressRefusal.denied(reason))
    }
    return addresses(target, on: eventLoop).flatMap { addresses in
      switch policy.verdict(target, addresses: addresses) {
      case .denied(let reason): eventLoop.makeFailedFuture(EgressRefusal.denied(reason))
      // Four, because a hostile name may have a thousand.
      case .allowed(let addresses): connect(addresses.prefix(4), port: target.port, on: eventLoop)
      }
    }
  }

  private func addresses(
    _ target: EgressTarget, on eventLoop: any EventLoop
  ) -> EventLoopFuture<[IPAddress]> {
    switch target.host {
    case .address(let address):
      eventLoop.makeSucceededFuture([address])
    case .name(let name):
      threads.runIfActive(eventLoop: eventLoop) { try resolver.addresses(name) }
        .flatMapErrorThrowing { _ in
          throw EgressRefusal.unreachable("\(target.description) could not be found")
        }
    }
  }

  /// Tries one address after the other.
  private func connect(
    _ addresses: ArraySlice<IPAddress>, port: UInt16, on eventLoop: any EventLoop
  ) -> EventLoopFuture<Origin> {
    guard let address = addresses.first else {
      return eventLoop.makeFailedFuture(EgressRefusal.unreachable("the site could not be reached"))
    }
    return connect(address, port: port, on: eventLoop)
      .map { Origin(channel: $0, address: address) }
      .flatMapError { _ in connect(addresses.dropFirst(), port: port, on: eventLoop) }
  }

  private func connect(
    _ address: IPAddress, port: UInt16, on eventLoop: any EventLoop
  ) -> EventLoopFuture<any Channel> {
    let channels = channels
    return eventLoop.makeCompletedFuture {
      try SocketAddress(ipAddress: address.description, port: Int(port))
    }.flatMap { socketAddress in
      ClientBootstrap(group: eventLoop)
        .connectTimeout(TimeAmount(limits.connectTime))
        .channelOption(.autoRead, value: false)
        .channelOption(.allowRemoteHalfClosure, value: true)
        .channelOption(.socketOption(.so_rcvbuf), value: .init(limits.receiveBufferBytes))
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture { try channels.add(channel) }
        }
        .connect(to: socketAddress)
    }
  }
}
