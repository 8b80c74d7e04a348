import NIOCore
import NIOPosix
import TestSupport

/// A server that says what a test wants said, on a socket of its own.
final class FakeServer: Sendable {
  let url: String
  private let folder: TemporaryFolder
  private let channel: any Channel

  /// Each new connection hears `words` in turn, one whenever it says something; then silence.
  init(saying words: [String]) async throws {
    folder = try TemporaryFolder()
    let socket = folder.path(of: "fake.sock")
    url = "unix://\(socket)"
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Speaker(words))
        }
      }
      .bind(unixDomainSocketPath: socket).get()
  }

  deinit { channel.close(promise: nil) }
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
