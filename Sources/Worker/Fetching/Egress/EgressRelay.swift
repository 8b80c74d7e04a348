import NIOCore

/// Passes what one channel receives on to its peer's channel, no faster than that one accepts it.
///
/// Both channels of a pair live on the same event loop and have `autoRead` off. An end of input is passed
/// on as such in a tunnel; in an HTTP exchange the end of either side is the end of both.
final class EgressRelay: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private(set) var byteCount = 0
  private let direction: TransferBudget.Direction
  private let budget: TransferBudget
  private var filter: EgressFilter
  private var context: ChannelHandlerContext?
  private var peer: EgressRelay?
  /// Whether reading waits for the peer's channel to become writable.
  private var isHeldBack = false

  /// - Parameter direction: Which way the bytes go that this channel receives.
  init(_ direction: TransferBudget.Direction, filter: EgressFilter, budget: TransferBudget) {
    self.direction = direction
    self.filter = filter
    self.budget = budget
  }

  /// Makes two relays each other's peers, until either channel closes.
  static func join(_ one: EgressRelay, _ other: EgressRelay) {
    one.peer = other
    other.peer = one
  }

  /// Sends what was passed to this channel before, and begins to read.
  func start() {
    context?.flush()
    readMore()
  }

  /// Writes bytes that did not come from the peer's channel.
  func send(_ bytes: ByteBuffer) {
    context?.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
  }

  /// Passes on bytes as if the channel had just received them.
  func receive(_ bytes: ByteBuffer) {
    guard let peer else { return }
    guard budget.spend(bytes.readableBytes, direction) else { return abort() }
    byteCount += bytes.readableBytes
    do throws(EgressRefusal) {
      let passed = try filter.pass(bytes)
      if case .responseBody(isRadio: true) = filter { budget.recordRadio() }
      if passed.readableBytes > 0 { peer.write(passed) }
    } catch {
      refuse(error)
    }
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) { receive(unwrapInboundIn(data)) }

  func channelReadComplete(context: ChannelHandlerContext) {
    peer?.context?.flush()
    readMore()
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable { peer?.resume() }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard case ChannelEvent.inputClosed = event else { return }
    switch filter {
    case .tunnel: peer?.finish(.output)
    case .requestBody: abort()
    case .responseHead: refuse(.badResponse)
    case .responseBody: peer?.finish(.all)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    peer?.finish(.all)
    peer?.peer = nil
    peer = nil
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // The connection is gone; channelInactive decides what that means to the peer.
    context.close(promise: nil)
  }

  private func write(_ bytes: ByteBuffer) {
    context?.write(wrapOutboundOut(bytes), promise: nil)
  }

  private func readMore() {
    guard let peer else { return }
    isHeldBack = peer.context?.channel.isWritable == false
    if !isHeldBack { context?.read() }
  }

  private func resume() {
    if isHeldBack { readMore() }
  }

  /// Closes this channel, or its output alone, once everything written to it has been sent.
  ///
  /// The empty write waits: closing discards pending writes, and so does closing the output of a channel whose input
  /// has ended.
  private func finish(_ mode: CloseMode) {
    guard let context else { return }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer())).assumeIsolated().whenComplete { _ in
      context.close(mode: mode, promise: nil)
    }
  }

  /// Ends the exchange because of what the origin did, and reports that to the client.
  private func refuse(_ refusal: EgressRefusal) {
    if direction == .received { peer?.send(refusal.response) }
    peer?.finish(.all)
    context?.close(promise: nil)
  }

  private func abort() {
    peer?.context?.close(promise: nil)
    context?.close(promise: nil)
  }
}
