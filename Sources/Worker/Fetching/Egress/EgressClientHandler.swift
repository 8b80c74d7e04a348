import Downloads
import Logging
import NIOCore
import Runtime

/// The proxy's side of one client connection, until its one request is refused or relayed.
final class EgressClientHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private enum State {
    case readingHead(HTTPHeadCollector)
    /// Bytes that came after the head wait for the origin.
    case dialing(EgressRequest, early: ByteBuffer)
    case relaying
    /// The proxy has responded; further bytes are read and dropped, or the client would not see the response.
    case refused
    case closed
  }

  private var state: State
  private var deadline: Scheduled<Void>?
  private let isWithinLimit: Bool
  private let dialer: EgressDialer
  private let budget: TransferBudget
  private let logger: Logger

  init(isWithinLimit: Bool, dialer: EgressDialer, budget: TransferBudget, logger: Logger) {
    self.isWithinLimit = isWithinLimit
    self.dialer = dialer
    self.budget = budget
    self.logger = logger
    state = .readingHead(HTTPHeadCollector(limitBytes: dialer.limits.requestHeadBytes))
  }

  func channelActive(context: ChannelHandlerContext) {
    guard isWithinLimit else { return turnAway(context) }
    setDeadline(dialer.limits.requestHeadTime, context) { self.refuse(.headTooSlow, context) }
    context.read()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data)
    switch state {
    case .readingHead(var collector):
      switch collector.collect(bytes) {
      case .incomplete: state = .readingHead(collector)
      case .tooLong: refuse(.headTooLong, context)
      case .complete(let head, let rest): begin(head, early: rest, context)
      }
    case .dialing(let request, var early):
      early.writeImmutableBuffer(bytes)
      state = .dialing(request, early: early)
    case .relaying, .refused, .closed:
      break
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    switch state {
    case .readingHead, .refused: context.read()
    case .dialing, .relaying, .closed: break
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    // A client that ends its input before it has a response has gone.
    if case ChannelEvent.inputClosed = event { context.close(promise: nil) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    state = .closed
    deadline?.cancel()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  /// Responds without waiting for the client to read it: a client over the limit must not keep a descriptor.
  private func turnAway(_ context: ChannelHandlerContext) {
    state = .refused
    let response = wrapOutboundOut(EgressRefusal.tooManyConnections.response)
    context.writeAndFlush(response).assumeIsolated().whenComplete { _ in
      context.close(promise: nil)
    }
  }

  private func begin(_ head: ByteBuffer, early: ByteBuffer, _ context: ChannelHandlerContext) {
    do throws(EgressRefusal) {
      guard let head = HTTPHead(head.readableBytesView) else { throw .malformed }
      guard !budget.report.budgetExceeded else { throw .overBudget }
      let request = try EgressRequest(head)
      if case .forward(_, let bodyBytes) = request.kind, early.readableBytes > bodyBytes {
        throw .malformed
      }
      dial(request, early: early, context)
    } catch {
      refuse(error, context)
    }
  }

  private func dial(_ request: EgressRequest, early: ByteBuffer, _ context: ChannelHandlerContext) {
    state = .dialing(request, early: early)
    setDeadline(dialer.limits.dialTime, context) {
      self.refuse(.timedOut, context, target: request.target)
    }
    dialer.dial(request.target, on: context.eventLoop).assumeIsolated().whenComplete { result in
      switch (result, self.state) {
      case (.success(let origin), .dialing(_, let early)):
        self.relay(request, early: early, to: origin, context)
      case (.success(let origin), _):
        origin.channel.close(promise: nil)
      case (.failure(let error), .dialing):
        let refusal = error as? EgressRefusal ?? .unreachable("the site could not be reached")
        self.refuse(refusal, context, target: request.target)
      case (.failure, _):
        break
      }
    }
  }

  /// Hands both channels over to a pair of relays and leaves.
  private func relay(
    _ request: EgressRequest, early: ByteBuffer, to origin: EgressDialer.Origin,
    _ context: ChannelHandlerContext
  ) {
    state = .relaying
    deadline?.cancel()
    budget.recordConnection()
    let (clientFilter, originFilter): (EgressFilter, EgressFilter) =
      switch request.kind {
      case .tunnel: (.tunnel, .tunnel)
      case .forward(_, let bodyBytes): (.requestBody(remainingBytes: bodyBytes), .response)
      }
    let clientRelay = EgressRelay(.sent, filter: clientFilter, budget: budget)
    let originRelay = EgressRelay(.received, filter: originFilter, budget: budget)
    do {
      guard origin.channel.isActive else { throw ChannelError.ioOnClosedChannel }
      try context.pipeline.syncOperations.addHandler(clientRelay)
      try origin.channel.pipeline.syncOperations.addHandler(originRelay)
    } catch {
      // One of the channels has closed in the meantime.
      origin.channel.close(promise: nil)
      return context.close(promise: nil)
    }
    EgressRelay.join(clientRelay, originRelay)
    logWhenClosed(request, clientRelay, originRelay, origin, context)
    switch request.kind {
    case .tunnel: clientRelay.send(ByteBuffer(string: "HTTP/1.1 200 Connected\r\n\r\n"))
    case .forward(let head, _): originRelay.send(ByteBuffer(bytes: head))
    }
    if early.readableBytes > 0 { clientRelay.receive(early) }
    context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
    clientRelay.start()
    originRelay.start()
  }

  private func refuse(
    _ refusal: EgressRefusal, _ context: ChannelHandlerContext, target: EgressTarget? = nil
  ) {
    if refusal.isDenial { budget.recordDenial(refusal.reason) }
    logger.log(
      level: refusal.isDenial ? .warning : .debug, "Egress connection refused",
      metadata: [
        "target": "\(target?.description ?? "-")", "status": "\(refusal.status)",
        "reason": "\(refusal.reason)",
      ])
    Metric.egressConnections.count(("verdict", refusal.isDenial ? "denied" : "refused"))
    state = .refused
    setDeadline(.seconds(1), context) { context.close(promise: nil) }
    context.writeAndFlush(wrapOutboundOut(refusal.response)).assumeIsolated().whenComplete { _ in
      context.close(mode: .output, promise: nil)
    }
    context.read()
  }

  private func logWhenClosed(
    _ request: EgressRequest, _ clientRelay: EgressRelay, _ originRelay: EgressRelay,
    _ origin: EgressDialer.Origin, _ context: ChannelHandlerContext
  ) {
    context.channel.closeFuture.assumeIsolated().whenComplete { [logger] _ in
      Metric.egressConnections.count(("verdict", "allowed"))
      Metric.egressBytes.count(by: originRelay.byteCount)
      logger.debug(
        "Egress connection ended",
        metadata: [
          "target": "\(request.target)", "address": "\(origin.address)", "verdict": "allowed",
          "bytesSent": "\(clientRelay.byteCount)", "bytesReceived": "\(originRelay.byteCount)",
        ])
    }
  }

  private func setDeadline(
    _ time: Duration, _ context: ChannelHandlerContext, _ action: @escaping () -> Void
  ) {
    deadline?.cancel()
    deadline = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(time), action)
  }
}
