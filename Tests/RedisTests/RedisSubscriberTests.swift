import Redis
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct RedisSubscriberTests {
  let server: RedisServer
  let client: RedisClient
  let subscriber: RedisSubscriber

  init() async throws {
    server = try await RedisServer()
    client = try RedisClient(url: server.url)
    subscriber = try RedisSubscriber(url: server.url)
  }

  func publish(_ payload: String, to channel: String) async throws {
    _ = try await client.send(["PUBLISH", .init(channel), .init(payload)])
  }

  func subscriptionCount(_ channel: String) async throws -> Int64? {
    try await client.send(["PUBSUB", "NUMSUB", .init(channel)]).array?.last?.int
  }

  func message(_ payload: String, on channel: String) -> RedisSubscriptionEvent {
    .message(RedisMessage(channel: channel, payload: Array(payload.utf8)))
  }

  @Test func receivesEverythingFromTheMomentItReturns() async throws {
    var events = try await subscriber.subscribe(to: "news", bufferLimit: 1000).makeAsyncIterator()
    for number in 0..<1000 { try await publish("\(number)", to: "news") }
    for number in 0..<1000 {
      #expect(await events.next() == message("\(number)", on: "news"))
    }
  }

  @Test func tellsChannelsApartByTheirBytes() async throws {
    // The same to a person and to Swift, but not to Redis
    let (composed, decomposed) = ("caf\u{e9}", "cafe\u{301}")
    var first = try await subscriber.subscribe(to: composed).makeAsyncIterator()
    var second = try await subscriber.subscribe(to: decomposed).makeAsyncIterator()
    try await publish("1", to: composed)
    try await publish("2", to: decomposed)
    #expect(await first.next() == message("1", on: composed))
    #expect(await second.next() == message("2", on: decomposed))
  }

  @Test func sharesAChannelUntilItsLastListenerHasGone() async throws {
    var streams: [AsyncStream<RedisSubscriptionEvent>] = []
    for _ in 0..<10 { streams.append(try await subscriber.subscribe(to: "shared")) }
    #expect(try await subscriptionCount("shared") == 1)
    try await publish("hello", to: "shared")
    for stream in streams {
      for await event in stream {
        #expect(event == message("hello", on: "shared"))
        break
      }
    }
    streams.removeLast(9)
    _ = try await subscriber.subscribe(to: "other")
    #expect(try await subscriptionCount("shared") == 1)
    streams.removeAll()
    try await eventually("nobody is subscribed") { try await subscriptionCount("shared") == 0 }
  }

  @Test func aCancelledReaderUnsubscribes() async throws {
    let stream = try await subscriber.subscribe(to: "news")
    let reader = Task { for await _ in stream {} }
    reader.cancel()
    await reader.value
    try await eventually("nobody is subscribed") { try await subscriptionCount("news") == 0 }
  }

  @Test func endsAListenerThatDoesNotKeepUp() async throws {
    let slow = try await subscriber.subscribe(to: "news", bufferLimit: 10)
    var quick = try await subscriber.subscribe(to: "news", bufferLimit: 100).makeAsyncIterator()
    for number in 0..<50 { try await publish("\(number)", to: "news") }
    for number in 0..<50 { #expect(await quick.next() == message("\(number)", on: "news")) }
    var received: [RedisSubscriptionEvent] = []
    for await event in slow { received.append(event) }
    #expect(received == (0..<10).map { message("\($0)", on: "news") })
  }

  @Test func subscribesAgainAndSaysSo() async throws {
    var one = try await subscriber.subscribe(to: "one").makeAsyncIterator()
    var two = try await subscriber.subscribe(to: "two").makeAsyncIterator()
    server.kill()
    #expect(await one.next() == .interrupted)
    #expect(await two.next() == .interrupted)
    try await server.restart()
    #expect(await one.next() == .resumed)
    #expect(await two.next() == .resumed)
    try await publish("1", to: "one")
    try await publish("2", to: "two")
    #expect(await one.next() == message("1", on: "one"))
    #expect(await two.next() == message("2", on: "two"))
    #expect(try await client.send(["PUBSUB", "CHANNELS"]).array?.count == 2)
  }

  @Test func forgetsDuringAnOutageWhatNobodyWantsAnyMore() async throws {
    var kept = try await subscriber.subscribe(to: "kept").makeAsyncIterator()
    var dropped: AsyncStream? = try await subscriber.subscribe(to: "dropped")
    #expect(dropped != nil)
    server.kill()
    #expect(await kept.next() == .interrupted)
    dropped = nil
    try await server.restart()
    #expect(await kept.next() == .resumed)
    #expect(try await client.send(["PUBSUB", "CHANNELS"]) == .array([.bytes(Array("kept".utf8))]))
  }

  @Test func failsWithinTheDeadlineWhenRedisDoesNotAcknowledge() async throws {
    _ = try await subscriber.subscribe(to: "first")
    server.pause()
    let start = ContinuousClock.now
    await #expect {
      try await subscriber.subscribe(to: "news", deadline: .milliseconds(200))
    } throws: { ($0 as? RedisError)?.code == .deadline }
    #expect(ContinuousClock.now - start < .seconds(2))
    server.resume()
    try await eventually("nobody is subscribed") { try await subscriptionCount("news") == 0 }
    _ = try await subscriber.subscribe(to: "news")
  }

  @Test func thousandsOfComingsAndGoingsLeaveNothingBehind() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for listener in 0..<20 {
        group.addTask {
          for round in 0..<200 {
            let stream = try await subscriber.subscribe(to: "channel \((listener + round) % 7)")
            try await publish("x", to: "channel \((listener + round) % 7)")
            for await event in stream {
              if case .message = event { break }
            }
          }
        }
      }
      try await group.waitForAll()
    }
    try await eventually("no channel is left") {
      try await client.send(["PUBSUB", "CHANNELS"]) == .array([])
    }
  }

  @Test func closingEndsEveryStream() async throws {
    let stream = try await subscriber.subscribe(to: "news")
    await subscriber.close()
    for await _ in stream {}
    await #expect { try await subscriber.subscribe(to: "news") } throws: {
      ($0 as? RedisError)?.code == .closed
    }
    try await eventually("nobody is subscribed") { try await subscriptionCount("news") == 0 }
  }

  @Test func aForbiddenChannelIsRefused() async throws {
    _ = try await client.send(
      ["ACL", "SETUSER", "ann", "on", ">secret", "+@all", "resetchannels", "&allowed"])
    let limited = try RedisSubscriber(url: server.url.with(credentials: "ann:secret"))
    _ = try await limited.subscribe(to: "allowed")
    await #expect { try await limited.subscribe(to: "forbidden") } throws: {
      ($0 as? RedisError)?.serverCode == "NOPERM"
    }
    _ = try await limited.subscribe(to: "allowed")
  }
}
