import Redis
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct RedisClientTests {
  let server: RedisServer
  let client: RedisClient
  /// Another connection, to look on with.
  let observer: RedisClient

  init() async throws {
    server = try await RedisServer()
    client = try RedisClient(url: server.url)
    observer = try RedisClient(url: server.url)
  }

  @Test func answersEachOfManyCallersInOrder() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for caller in 0..<64 {
        group.addTask {
          for number in 0..<1000 {
            let text = "\(caller) \(number)"
            let reply = try await client.send(["ECHO", .init(text)])
            try #require(reply.string == text)
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func carriesFiveMegabytesOfAnyBytes() async throws {
    let value = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    _ = try await client.send(["SET", "large", .init(value)])
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask { try #require(try await client.send(["GET", "large"]).bytes == value) }
        group.addTask { try #require(try await client.send(["STRLEN", "large"]).int == 5_000_000) }
      }
      try await group.waitForAll()
    }
  }

  @Test func answersEveryKindOfValue() async throws {
    let script =
      "return {1, 'two', {redis.status_reply('OK'), false, {{}}}, redis.error_reply('E X')}"
    let reply = try await client.send(["EVAL", .init(script), 0])
    #expect(
      reply
        == .array([
          .integer(1), .bytes(Array("two".utf8)),
          .array([.status("OK"), .null, .array([.array([])])]), .error("E X"),
        ]))
  }

  @Test func throwsWhatRedisRefuses() async throws {
    _ = try await client.send(["SET", "text", "x"])
    await #expect { try await client.send(["LPUSH", "text", "y"]) } throws: { error in
      (error as? RedisError)?.serverCode == "WRONGTYPE"
    }
    await #expect { try await client.send(["NONSENSE"]) } throws: { error in
      (error as? RedisError)?.serverCode == "ERR"
    }
    #expect(try await client.send(["GET", "text"]).string == "x")
  }

  @Test func pipelinesKeepErrorsInTheirPlace() async throws {
    let values = try await client.pipeline([
      ["SET", "key", "1"], ["INCR", "key"], ["LPUSH", "key", "x"], ["GET", "key"],
    ])
    #expect(values.count == 4)
    #expect(values[0] == .status("OK"))
    #expect(values[1] == .integer(2))
    if case .error(let text) = values[2] {
      #expect(text.hasPrefix("WRONGTYPE"))
    } else {
      Issue.record()
    }
    #expect(values[3].int == 2)
    #expect(try await client.pipeline([]).isEmpty)
  }

  @Test func runsScriptsThatRedisDoesNotKnowYet() async throws {
    let script = RedisScript(
      name: "set", source: "redis.call('SET', KEYS[1], ARGV[1]); return {ARGV[1], #KEYS}")
    for _ in 0..<2 {
      _ = try await client.send(["SCRIPT", "FLUSH"])
      for _ in 0..<2 {
        let reply = try await client.run(script, keys: ["key"], arguments: ["value"])
        #expect(reply.array?.first?.string == "value")
      }
    }
    #expect(
      try await client.send(["SCRIPT", "EXISTS", .init(script.sha1)]) == .array([.integer(1)]))
    #expect(
      try await client.send(["INFO", "commandstats"]).string?.contains("cmdstat_eval:calls=2")
        == true)
  }

  @Test func scriptsRunOnceEachWhileRedisKeepsForgettingThem() async throws {
    let script = RedisScript(
      name: "count", source: "return {redis.call('INCR', KEYS[1]), ARGV[1]}")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for caller in 0..<20 {
        group.addTask {
          for number in 0..<50 {
            let text = "\(caller) \(number)"
            let reply = try await client.run(script, keys: ["count"], arguments: [.init(text)])
            try #require(reply.array?.last?.string == text)
          }
        }
        group.addTask {
          for _ in 0..<50 {
            let replies = try await client.pipeline(
              [["ECHO", "before"], ["SCRIPT", "FLUSH"], ["ECHO", "after"]])
            try #require(replies.map(\.string) == ["before", "OK", "after"])
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await client.send(["GET", "count"]).int == 1000)
    let statistics = try await client.send(["INFO", "commandstats"]).string
    #expect(statistics?.contains("cmdstat_eval:") == true)
  }

  @Test func cancelledCallersLeaveTheirReplyBehind() async throws {
    let waiting = Task { try await client.send(["BLPOP", "list", "0"]) }
    try await observer.waitForBlockedClient()
    let next = Task { try await client.send(["ECHO", "next"]) }
    waiting.cancel()
    await #expect { try await waiting.value } throws: { ($0 as? RedisError)?.code == .cancelled }
    _ = try await observer.send(["RPUSH", "list", "item"])
    #expect(try await next.value.string == "next")
    #expect(try await client.send(["ECHO", "last"]).string == "last")
  }

  @Test func tasksThatAreCancelledBeforeSendNothing() async throws {
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await client.send(["SET", "key", "value"])
    }
    await #expect { try await task.value } throws: { ($0 as? RedisError)?.code == .cancelled }
    #expect(try await client.send(["EXISTS", "key"]).int == 0)
  }

  @Test func closingEndsAllThatWait() async throws {
    let waiting = Task { try await client.send(["BLPOP", "nothing", "0"]) }
    try await observer.waitForBlockedClient()
    await client.close()
    await #expect { try await waiting.value } throws: { ($0 as? RedisError)?.code == .closed }
    await #expect { try await client.send(["PING"]) } throws: {
      ($0 as? RedisError)?.code == .closed
    }
    #expect(client.isHealthySince == nil)
    try await eventually("the connection is gone") {
      try await observer.send(["INFO", "clients"]).string?.contains("connected_clients:1\r") == true
    }
  }

  @Test func theLastReferenceClosesTheConnection() async throws {
    var another: RedisClient? = try RedisClient(url: server.url)
    _ = try await another?.send(["CLIENT", "SETNAME", "another"])
    #expect(try await client.send(["CLIENT", "LIST"]).string?.contains("name=another") == true)
    another = nil
    try await eventually("the connection is gone") {
      try await client.send(["CLIENT", "LIST"]).string?.contains("name=another") == false
    }
  }

  @Test func measuresItsThroughput() async throws {
    let start = ContinuousClock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<64 {
        group.addTask { for _ in 0..<1000 { _ = try await client.send(["PING"]) } }
      }
      try await group.waitForAll()
    }
    print("64 callers: \(Int(64_000 / ((ContinuousClock.now - start) / .seconds(1)))) PING/s")
  }
}
