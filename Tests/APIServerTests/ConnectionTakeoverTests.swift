import NIOCore
import NIOPosix
import TestSupport
import Testing

@testable import APIServer

@Suite struct ConnectionTakeoverTests {
  /// Sends a word as soon as it has the connection, and reports what it is sent and the end.
  private final class Successor: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let heard: AsyncStream<String>.Continuation
    let word: String?

    init(_ heard: AsyncStream<String>.Continuation, saying word: String? = nil) {
      (self.heard, self.word) = (heard, word)
    }

    func channelActive(context: ChannelHandlerContext) {
      if let word {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: word)), promise: nil)
      }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      heard.yield(String(buffer: unwrapInboundIn(data)))
    }

    func channelInactive(context: ChannelHandlerContext) { heard.finish() }
  }

  private func text(_ words: AsyncStream<String>, upTo length: Int = .max) async -> String {
    var text = ""
    for await word in words {
      text += word
      if text.utf8.count >= length { break }
    }
    return text
  }

  @Test func theConnectionGoesOnWithItsNewHandler() async throws {
    let loops = MultiThreadedEventLoopGroup.singleton
    let (accepted, acceptor) = AsyncStream<any Channel>.makeStream()
    let (atClient, clientHears) = AsyncStream<String>.makeStream()
    let (atServer, serverHears) = AsyncStream<String>.makeStream()
    let server = try await ServerBootstrap(group: loops)
      .childChannelInitializer { channel in
        acceptor.yield(channel)
        return channel.eventLoop.makeSucceededVoidFuture()
      }
      .bind(host: "127.0.0.1", port: 0).get()
    let client = try await ClientBootstrap(group: loops)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Successor(clientHears))
        }
      }
      .connect(to: try #require(server.localAddress)).get()
    var channels = accepted.makeAsyncIterator()
    let old = try #require(await channels.next())
    try await old.writeAndFlush(ByteBuffer(string: "before, "))

    try await ConnectionTakeover.move(old) { Successor(serverHears, saying: "after") }

    #expect(!old.isActive)
    #expect(await text(atClient, upTo: 13) == "before, after")
    try await client.writeAndFlush(ByteBuffer(string: "thanks"))
    try await client.close()
    #expect(await text(atServer) == "thanks")
    try await server.close()
  }

  @Test func aConnectionThatHasEndedIsNotMoved() async throws {
    let loops = MultiThreadedEventLoopGroup.singleton
    let (_, heard) = AsyncStream<String>.makeStream()
    let server = try await ServerBootstrap(group: loops).bind(host: "127.0.0.1", port: 0).get()
    let client = try await ClientBootstrap(group: loops)
      .connect(to: try #require(server.localAddress)).get()
    try await client.close()
    await #expect(throws: (any Error).self) {
      try await ConnectionTakeover.move(client) { Successor(heard) }
    }
    try await server.close()
  }
}
