import Broker
import Downloads
import NIOCore
import Runtime

/// One client's stream of events, from its opening until either side ends it.
struct EventStream: Sendable {
  private static let heartbeat: Duration = .seconds(15)
  /// A client that takes nothing for this long is cut off; it resumes when it reads again.
  private static let writeDeadline: Duration = .seconds(20)

  let live: LiveEvents
  let user: UserName
  let open: OpenStreams
  let feed: EventFeed
  /// Whether the user may still see what comes: sessions end and tokens are revoked. Throws ``BrokerError``.
  let isSignedIn: @Sendable () async throws -> Bool
  /// Closes the connection under a write that the client does not take.
  let cutOff: @Sendable () -> Void

  /// Sends until the stream ends. Throws what `send` throws, and ``BrokerError``.
  func run(_ send: (ByteBuffer) async throws -> Void) async throws {
    let outlet = EventOutlet()
    let events = try await live.events(of: user, tick: Self.heartbeat)
    let library = try await live.library(tick: Self.heartbeat)
    try await open.counting {
      try await withThrowingTaskGroup { group in
        group.addTask {
          for await element in events {
            outlet.add(.user(element))
            if case .ended = element { break }
          }
          outlet.close()
        }
        group.addTask {
          for await element in library {
            switch element {
            case .news(let event): outlet.add(.library(event))
            case .gap, .ended: outlet.add(.library(.changed))
            case .tick: break
            }
          }
        }
        group.addTask {
          try await open.waitForEnd()
          outlet.close()
        }
        group.addTask {
          try await outlet.waitForStall(longerThan: Self.writeDeadline)
          Metric.eventStreamsClosed.count(("reason", "slow"))
          cutOff()
        }
        defer { group.cancelAll() }
        try await serve(outlet, send)
      }
    }
  }

  private func serve(_ outlet: EventOutlet, _ send: (ByteBuffer) async throws -> Void) async throws
  {
    var feed = feed
    var ticks = 0
    try await outlet.writing {
      try await send(ServerSentEvent.retry)
      try await send(Self.joined(try await feed.opening()))
    }
    try await outlet.drain { elements in
      var buffers: [ByteBuffer] = []
      for element in elements {
        buffers += try await feed.next(element)
        guard case .user(.tick) = element else { continue }
        ticks += 1
        guard ticks.isMultiple(of: 2) else { continue }
        do {
          guard try await isSignedIn() else { return outlet.close() }
          buffers += try await feed.repair()
        } catch let error as BrokerError where error.code == .unavailable {
          // Nothing happens while Redis is away; the subscription tells when it is back.
        }
      }
      guard !buffers.isEmpty else { return }
      try await outlet.writing { try await send(Self.joined(buffers)) }
    }
  }

  private static func joined(_ buffers: [ByteBuffer]) -> ByteBuffer {
    var joined = ByteBuffer()
    for buffer in buffers { joined.writeImmutableBuffer(buffer) }
    return joined
  }
}
