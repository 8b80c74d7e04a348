import Testing

@testable import Redis

struct BackoffTests {
  @Test func delaysGrowToASecond() {
    let delays = (0..<1000).map { _ in
      var backoff = Backoff()
      return (0..<5).map { _ in backoff.next() }
    }
    for (attempt, limit) in [250, 500, 1000, 1000, 1000].enumerated() {
      let row = delays.map { $0[attempt] }
      #expect(row.allSatisfy { $0 >= .zero && $0 <= .milliseconds(limit) })
      // They use the whole range
      #expect(row.contains { $0 < .milliseconds(limit / 10) })
      #expect(row.contains { $0 > .milliseconds(limit * 9 / 10) })
    }
  }

  /// Attempts of clients that have all lost a server at the same moment, and find nobody for ten
  /// seconds: how many of them in each twentieth of a second, on a clock of the test's own.
  func attempts(clients: Int) -> [Int] {
    let start = ContinuousClock.now
    let broken = RedisError(.connection, "broken")
    var counts = [Int](repeating: 0, count: 200)
    for _ in 0..<clients {
      var state = ConnectionState(greeting: [["PING"]], timeout: .seconds(1), now: start)
      _ = state.apply(.ticked, now: start)
      _ = state.apply(.failed(broken, attempt: 0), now: start)
      while let now = state.nextTick, now < start + .seconds(10) {
        counts[Int((now - start) / .milliseconds(50))] += 1
        _ = state.apply(.ticked, now: now)
        _ = state.apply(.failed(broken, attempt: state.attempt), now: now)
      }
    }
    return counts
  }

  @Test func aThousandClientsDoNotComeBackAtOnce() {
    let counts = attempts(clients: 1000)
    #expect(counts.allSatisfy { $0 < 400 })
    // Two seconds later they are spread evenly, and knock twice a second each
    #expect(counts.dropFirst(40).allSatisfy { $0 < 200 })
    #expect(counts.dropFirst(40).reduce(0, +) < 8 * 2200)
  }
}
