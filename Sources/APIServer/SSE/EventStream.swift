import Broker
import NIOCore
import Runtime

/// One client's connection while it follows events: all that an open stream is.
///
/// It has no task and waits for nobody. Its feed calls it on its event loop, and it writes for as long as the client
/// reads; what comes while the client does not read waits in its cursor, which is bounded. One that has not read for
/// ``writeDeadline`` is cut off, and resumes when it reads again.
final class EventStream: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// Why the server ends a stream. The client comes back by itself, except when it was replaced.
  enum Ending: String, Sendable {
    /// A client comes back through a new connection, which spreads clients over processes again.
    case age
    case shutdown
    case slow
    case signedOut = "signed_out"
    /// Its user has opened too many.
    case replaced
    /// What the client lacks could not be found out.
    case failed
  }

  static let writeDeadline: TimeAmount = .seconds(20)
  private static let lifetimeSeconds: ClosedRange<Int64> = 3600...4200

  private let feed: EventFeed
  private let credential: Authenticator.Credential
  private let open: OpenStreams
  private var cursor: EventCursor
  private let expiry = NIODeadline.now() + .seconds(Int64.random(in: lifetimeSeconds))
  private var id: Int?
  private var context: ChannelHandlerContext?
  /// Cuts the client off unless it reads again before.
  private var deadline: Scheduled<Void>?
  private var isEnding = false

  /// `position` is where a returning client stopped.
  init(
    feed: EventFeed, credential: Authenticator.Credential, open: OpenStreams,
    after position: EventPosition?
  ) {
    (self.feed, self.credential, self.open) = (feed, credential, open)
    cursor = EventCursor(after: position)
  }

  // MARK: What the feed calls, on the event loop

  func receive(_ news: EventNews) {
    guard !isEnding else { return }
    cursor.add(news)
    advance()
  }

  /// Sends what the client lacked.
  func receive(_ replay: EventReplay) {
    guard !isEnding, let context else { return }
    for chunk in replay.chunks { context.write(wrapOutboundOut(chunk), promise: nil) }
    context.flush()
    cursor.caughtUp(to: replay.position)
    advance()
  }

  /// Keeps an idle connection alive, unless it is old enough to end.
  func tick() {
    guard !isEnding, let context else { return }
    if NIODeadline.now() > expiry {
      end(.age)
    } else if cursor.isUpToDate, context.channel.isWritable {
      context.writeAndFlush(wrapOutboundOut(ServerSentEvent.heartbeat), promise: nil)
    }
  }

  /// Ends the stream behind what was written already, and behind `event`.
  func end(_ ending: Ending, saying event: ServerSentEvent? = nil) {
    guard !isEnding, let context else { return }
    isEnding = true
    Metric.eventStreamsClosed.count(("reason", ending.rawValue))
    if let event { context.write(wrapOutboundOut(event.chunk), promise: nil) }
    startDeadline(context)
    context.writeAndFlush(wrapOutboundOut(ServerSentEvent.lastChunk)).assumeIsolated()
      .whenComplete { _ in context.close(promise: nil) }
  }

  /// Ends the stream after `delay`.
  func end(_ ending: Ending, in delay: TimeAmount) {
    guard let context else { return }
    context.eventLoop.assumeIsolated().scheduleTask(in: delay) { self.end(ending) }
  }

  // MARK: What the channel calls

  func channelActive(context: ChannelHandlerContext) {
    self.context = context
    open.add()
    id = feed.add(NIOLoopBound(self, eventLoop: context.eventLoop), credential)
    if id == nil {
      end(.failed)
    } else if open.isDraining {
      end(.shutdown)
    } else {
      advance()
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    self.context = nil
    deadline?.cancel()
    if let id { feed.remove(id, on: context.eventLoop) }
    open.remove()
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    guard !isEnding else { return }
    if context.channel.isWritable {
      deadline?.cancel()
      deadline = nil
      advance()
    } else {
      startDeadline(context)
    }
  }

  /// A client has nothing to say any more.
  func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  /// Does what is to be done for as long as the client reads.
  private func advance() {
    guard let context else { return }
    var hasWritten = false
    while context.channel.isWritable, let action = cursor.nextAction() {
      switch action {
      case .write(let chunk):
        context.write(wrapOutboundOut(chunk), promise: nil)
        hasWritten = true
      case .catchUp(let position):
        feed.catchUp(NIOLoopBound(self, eventLoop: context.eventLoop), after: position)
      }
    }
    if hasWritten { context.flush() }
  }

  private func startDeadline(_ context: ChannelHandlerContext) {
    guard deadline == nil else { return }
    deadline = context.eventLoop.assumeIsolated().scheduleTask(in: Self.writeDeadline) {
      if !self.isEnding { Metric.eventStreamsClosed.count(("reason", Ending.slow.rawValue)) }
      context.close(promise: nil)
    }
  }
}
