import Broker
import Catalogue
import Downloads
import Links
import Logging
import NIOCore
import NIOEmbedded
import Testing

@testable import APIServer

@Suite struct EventStreamTests {
  /// A user's feed with streams on embedded channels, which reach no Redis.
  private final class Scene {
    let loop = EmbeddedEventLoop()
    let open = OpenStreams()
    let feed: EventFeed

    init(limit: Int = 0) throws {
      let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
      let connections = try BrokerConnections(
        url: "unix:///nowhere/redis.sock", prefix: "{test}", policy: BrokerPolicy(),
        logger: logger)
      let presenter = DownloadPresenter(catalogue: CatalogueReader(path: "/nowhere"))
      feed = EventFeed(
        user: try #require(UserName("ada")), slot: 0,
        encoder: EventEncoder(broker: connections.broker, presenter: presenter),
        authenticator: Authenticator(
          accounts: Accounts(store: AccountStore(broker: connections.broker))),
        limit: limit, logger: logger)
    }

    /// A stream that has opened, and waits for its first events.
    func begin() throws -> (channel: EmbeddedChannel, stream: EventStream) {
      let stream = EventStream(feed: feed, credential: .token("t"), open: open, after: nil)
      let channel = EmbeddedChannel(loop: loop)
      try channel.pipeline.syncOperations.addHandler(stream)
      try channel.connect(to: try SocketAddress(unixDomainSocketPath: "/nowhere")).wait()
      return (channel, stream)
    }

    /// A stream that was sent its snapshot.
    func follow() throws -> (channel: EmbeddedChannel, stream: EventStream) {
      let opened = try begin()
      opened.stream.receive(
        EventReplay(
          chunks: [ByteBuffer(string: "snapshot")], position: EventPosition(epoch: "1", offset: 5)))
      #expect(try text(opened.channel) == "snapshot")
      return opened
    }

    /// What the channel was given since this was last asked.
    func text(_ channel: EmbeddedChannel) throws -> String {
      var text = ""
      while let chunk = try channel.readOutbound(as: ByteBuffer.self) {
        text += String(buffer: chunk)
      }
      return text
    }

    func change(_ offset: Int) -> EventNews {
      .change(EventPosition(epoch: "1", offset: offset), ByteBuffer(string: "change \(offset);"))
    }
  }

  private static let end = "0\r\n\r\n"

  @Test func newsReachEveryStream() throws {
    let scene = try Scene()
    let streams = try (0..<3).map { _ in try scene.follow() }
    scene.feed.publish(scene.change(6))
    scene.feed.publish(.library(ByteBuffer(string: "added")))
    scene.loop.run()
    for (channel, _) in streams { #expect(try scene.text(channel) == "change 6;added") }
    #expect(scene.open.count == 3)
  }

  @Test func whatComesWhileAClientDoesNotReadWaits() throws {
    let scene = try Scene()
    let (channel, stream) = try scene.follow()
    let (other, _) = try scene.follow()
    channel.isWritable = false
    channel.pipeline.fireChannelWritabilityChanged()
    for offset in 6...8 { scene.feed.publish(scene.change(offset)) }
    scene.loop.run()
    stream.tick()
    #expect(try scene.text(channel) == "")
    #expect(try scene.text(other) == "change 6;change 7;change 8;")
    channel.isWritable = true
    channel.pipeline.fireChannelWritabilityChanged()
    #expect(try scene.text(channel) == "change 6;change 7;change 8;")
    scene.loop.advanceTime(by: EventStream.writeDeadline * 2)
    #expect(channel.isActive)
  }

  @Test func aClientThatDoesNotReadIsCutOff() throws {
    let scene = try Scene()
    let (channel, _) = try scene.follow()
    channel.isWritable = false
    channel.pipeline.fireChannelWritabilityChanged()
    scene.loop.advanceTime(by: EventStream.writeDeadline - .seconds(1))
    #expect(channel.isActive)
    scene.loop.advanceTime(by: .seconds(1))
    #expect(!channel.isActive)
    #expect(scene.open.count == 0)
  }

  @Test func ticksKeepAnIdleConnectionAlive() throws {
    let scene = try Scene()
    let (waiting, _) = try scene.begin()
    let (idle, _) = try scene.follow()
    scene.feed.tick()
    scene.loop.run()
    #expect(try scene.text(waiting) == "")
    #expect(try scene.text(idle) == "4\r\n: \n\n\r\n")
  }

  @Test func endsWithTheLastChunk() throws {
    let scene = try Scene()
    let (channel, stream) = try scene.follow()
    stream.end(.age)
    stream.receive(scene.change(6))
    #expect(try scene.text(channel) == Self.end)
    #expect(!channel.isActive)
  }

  @Test func theOldestOfTooManyIsReplaced() throws {
    let scene = try Scene(limit: 2)
    let streams = try (0..<3).map { _ in try scene.follow() }
    scene.loop.run()
    let text = try scene.text(streams[0].channel)
    #expect(text.contains("event: stream_replaced\ndata: {}\n\n"))
    #expect(text.hasSuffix(Self.end))
    #expect(streams.map(\.channel.isActive) == [false, true, true])
    streams[1].channel.close(promise: nil)
    _ = try scene.follow()
    scene.loop.run()
    #expect(streams.map(\.channel.isActive) == [false, false, true])
    #expect(scene.open.count == 2)
  }

  @Test func allStreamsEndAtAShutdown() throws {
    let scene = try Scene()
    let streams = try (0..<3).map { _ in try scene.follow() }
    #expect(scene.open.drain())
    scene.feed.drain(within: .seconds(2))
    scene.loop.run()
    scene.loop.advanceTime(by: .seconds(2))
    for (channel, _) in streams {
      #expect(try scene.text(channel) == Self.end)
      #expect(!channel.isActive)
    }
    let (late, _) = try scene.begin()
    #expect(!late.isActive)
    #expect(scene.open.count == 0)
  }

  @Test func aFeedThatNobodyFollowsEnds() throws {
    let scene = try Scene()
    let (channel, _) = try scene.follow()
    for _ in 0..<3 { scene.feed.tick() }
    #expect(scene.feed.isOpen)
    channel.close(promise: nil)
    for _ in 0..<2 { scene.feed.tick() }
    #expect(!scene.feed.isOpen)
    let (late, _) = try scene.begin()
    #expect(!late.isActive)
  }
}
