import NIOCore
import NIOSSL

/// Parses what one connection receives, and tells its keeper about it and about the end.
final class ReplyHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let keeper: ConnectionKeeper
  private let attempt: Int
  private let tls: NIOSSLClientHandler?
  private var reader: ReplyReader

  /// `tls` is the handler before this one, if there is one.
  init(
    keeper: ConnectionKeeper, attempt: Int, tls: NIOSSLClientHandler?
  ) throws(RedisError) {
    self.keeper = keeper
    self.attempt = attempt
    self.tls = tls
    reader = try ReplyReader()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var replies: [RedisValue] = []
    do throws(RedisError) {
      try reader.feed(unwrapInboundIn(data))
      while let reply = try reader.next() { replies.append(reply) }
      keeper.handle(.received(replies, attempt: attempt))
    } catch {
      keeper.handle(.received(replies, attempt: attempt))
      errorCaught(context: context, error: error)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    let failure = RedisError(connection: error, certificate: tls?.peerCertificate)
    keeper.handle(.failed(failure, attempt: attempt))
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    keeper.handle(
      .failed(RedisError(.connection, "Redis closed the connection."), attempt: attempt))
  }
}
