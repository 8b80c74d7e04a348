import Redis
import TestSupport
import Testing

@testable import struct Redis.CallQueue

@Suite(.timeLimit(.minutes(1)))
struct RedisOutageTests {
  /// Long enough for a busy machine, short enough to wait for.
  static let deadline = Duration.milliseconds(600)

  @Test func aPausedServerCostsNoMoreThanTheDeadline() async throws {
    let server = try await RedisServer()
    let client = try RedisClient(url: server.url, deadline: Self.deadline)
    _ = try await client.send(["SET", "key", "0"], deadline: .seconds(20))
    #expect(client.isHealthySince != nil)
    server.pause()
    let start = ContinuousClock.now
    await #expect { try await client.send(["INCR", "key"]) } throws: {
      ($0 as? RedisError)?.code == .deadline
    }
    #expect(ContinuousClock.now - start < Self.deadline + .seconds(3))
    #expect(client.isHealthySince == nil)
    let resumed = ContinuousClock.now
    server.resume()
    try await eventually("the client answers again") {
      (try? await client.send(["ECHO", "again"]).string) == "again"
    }
    #expect(try #require(client.isHealthySince) >= resumed)
    #expect(try await client.send(["GET", "key"], deadline: .seconds(20)).int == 1)
  }

  @Test func lateRepliesGoToNobodyElse() async throws {
    let server = try await RedisServer()
    let client = try RedisClient(url: server.url)
    let observer = try RedisClient(url: server.url)
    _ = try await client.send(["PING"])
    _ = try await observer.send(["CLIENT", "PAUSE", 900, "ALL"])
    let start = ContinuousClock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<100 {
        let commands: [RedisCommand] = [["INCR", "key"], ["ECHO", "late \(number)"]]
        group.addTask {
          await #expect {
            try await client.pipeline(commands, deadline: .milliseconds(100 + number))
          } throws: {
            ($0 as? RedisError)?.code == .deadline
          }
        }
        group.addTask {
          let text = "patient \(number)"
          try #require(try await client.send(["ECHO", .init(text)]).string == text)
        }
      }
      try await group.waitForAll()
    }
    #expect(ContinuousClock.now - start < .seconds(5))
    #expect(try await client.send(["GET", "key"]).int == 100)
    #expect(client.isHealthySince != nil)
  }

  @Test func aSilentConnectionIsReplaced() async throws {
    let server = try await RedisServer()
    let client = try RedisClient(url: server.url, deadline: Self.deadline)
    let first = try await client.send(["CLIENT", "ID"], deadline: .seconds(20)).int
    server.pause()
    try await eventually("the connection is given up") {
      do {
        _ = try await client.send(["PING"])
        return false
      } catch let error as RedisError {
        return error.code == .connection
      }
    }
    server.resume()
    try await eventually("there is another connection") {
      let id = try? await client.send(["CLIENT", "ID"]).int
      return id != nil && id != first
    }
  }

  @Test func aShortDeadlineEndsOnlyItsOwnCall() async throws {
    let server = try await RedisServer()
    let client = try RedisClient(url: server.url)
    let observer = try RedisClient(url: server.url)
    let long = Task { try await client.send(["BLPOP", "list", "0"]) }
    try await observer.waitForBlockedClient()
    await #expect {
      try await client.send(["ECHO", "short"], deadline: .milliseconds(100))
    } throws: {
      ($0 as? RedisError)?.code == .deadline
    }
    _ = try await observer.send(["RPUSH", "list", "item"])
    #expect(try await long.value.array?.last?.string == "item")
    #expect(try await client.send(["ECHO", "next"]).string == "next")
  }

  @Test func commandsInFlightFailWithTheirConnection() async throws {
    let server = try await RedisServer(appendOnly: true)
    let client = try RedisClient(url: server.url)
    let observer = try RedisClient(url: server.url)
    _ = try await client.send(["SET", "key", "kept"])
    let waiting = Task { try await client.send(["BLPOP", "nothing", "0"]) }
    try await observer.waitForBlockedClient()
    server.kill()
    await #expect { try await waiting.value } throws: { ($0 as? RedisError)?.code == .connection }
    let early = Task { try await client.send(["GET", "key"]) }
    try await server.restart()
    #expect(try await early.value.string == "kept")
    #expect(client.isHealthySince != nil)
    let clients = try await client.send(["INFO", "clients"]).string
    #expect(clients?.contains("blocked_clients:0") == true)
  }

  @Test func withoutAServerCommandsFailAtTheirDeadline() async throws {
    let folder = try TemporaryFolder()
    let client = try RedisClient(
      url: "unix://\(folder.path(of: "nobody.sock"))", deadline: .seconds(1))
    let start = ContinuousClock.now
    await #expect { try await client.send(["PING"]) } throws: {
      ($0 as? RedisError)?.code == .connection
    }
    #expect(ContinuousClock.now - start >= .seconds(1))
    #expect(client.isHealthySince == nil)
    await client.close()
  }

  @Test(arguments: [
    (CallQueue.Limits(commands: 10, bytes: 1 << 20), "x"),
    (CallQueue.Limits(commands: 1000, bytes: 1000), String(repeating: "x", count: 80)),
  ])
  func theOutboxIsBounded(limits: CallQueue.Limits, value: String) async throws {
    let server = try await RedisServer()
    server.kill()
    let client = try RedisClient(url: server.url, limits: limits)
    let codes = try await withThrowingTaskGroup(of: RedisError.Code?.self) { group in
      for _ in 0..<30 {
        group.addTask {
          do {
            _ = try await client.send(["RPUSH", "list", .init(value)])
            return nil
          } catch let error as RedisError {
            return error.code
          }
        }
      }
      var codes: [RedisError.Code?] = []
      for try await code in group {
        codes.append(code)
        if codes.count == 20 { try await server.restart() }
      }
      return codes
    }
    let refused = codes.count { $0 == .overloaded }
    #expect(refused >= 20)
    let done = codes.count { $0 == nil }
    #expect(done == 30 - refused)
    #expect(try await client.send(["LLEN", "list"]).int == Int64(done))
  }
}
