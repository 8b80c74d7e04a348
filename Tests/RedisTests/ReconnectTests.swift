import Redis
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ReconnectTests {
  @Test func aHundredClientsComeBackOneByOneAndSoon() async throws {
    let server = try await FakeServer(saying: ["+PONG\r\n"])
    let clients = try (0..<100).map { _ in try RedisClient(url: server.url) }
    try await eventually("all are connected") {
      clients.allSatisfy { $0.isHealthySince != nil }
    }
    let known = server.arrivals.count
    let shutAt = ContinuousClock.now
    server.shut()
    try await eventually("each has knocked five times or so", within: .seconds(40)) {
      server.arrivals.count >= known + 500
    }
    let openedAt = ContinuousClock.now
    server.open()
    try await eventually("all are back") { clients.allSatisfy { $0.isHealthySince != nil } }
    let backAt = ContinuousClock.now

    // 250 ms, 500 ms, then a second at most, and half of that on average
    #expect(openedAt - shutAt > .seconds(1))
    #expect(backAt - openedAt < .seconds(5))
    // Only printed, as a busy machine bunches them; BackoffTests has a clock of its own
    let arrivals = server.arrivals.dropFirst(known)
    let bunches = Dictionary(grouping: arrivals) { Int(($0 - shutAt) / .milliseconds(50)) }
    print(
      "500 attempts in \(openedAt - shutAt), at most \(bunches.values.map(\.count).max() ?? 0)",
      "in 50 ms; all back after \(backAt - openedAt)")
  }
}
