import TestSupport
import Testing

@testable import Redis

@Suite(.timeLimit(.minutes(1)))
struct RedisHostilityTests {
  @Test(arguments: [
    "HTTP/1.1 200 OK\r\n\r\n", "$-7\r\n", "*2147483647\r\n", "$536870913\r\n", "\0\0\0\0",
    String(repeating: "*1\r\n", count: 20_000), "*1\r\n*1048577\r\n", "+PONG\r\n+PONG\r\n", "",
  ])
  func oddGreetingsAreSurvived(greeting: String) async throws {
    let server = try await FakeServer(saying: [greeting])
    let client = try RedisClient(url: server.url, deadline: .milliseconds(200))
    await #expect(throws: RedisError.self) { try await client.send(["GET", "key"]) }
    #expect(client.isHealthySince == nil)
    await client.close()
  }

  @Test func repliesThatNothingAskedForEndTheConnection() async throws {
    let server = try await FakeServer(saying: ["+PONG\r\n", "$1\r\nx\r\n:1\r\n", ":2\r\n"])
    let client = try RedisClient(url: server.url, deadline: .seconds(5))
    #expect(try await client.send(["GET", "key"]).string == "x")
    // The connection after that one begins anew
    try await eventually("there is another connection") {
      (try? await client.send(["GET", "key"]).string) == "x"
    }
  }

  @Test func aBrokenReplyFailsTheCallsThatWait() async throws {
    let server = try await FakeServer(saying: ["+PONG\r\n", "+OK\r\n?\r\n"])
    let client = try RedisClient(url: server.url, deadline: .seconds(5))
    try await eventually("it is connected") { client.isHealthySince != nil }
    let error = await #expect(throws: RedisError.self) {
      try await client.pipeline([["SET", "a", "b"], ["GET", "a"]])
    }
    #expect(error?.code == .connection)
    #expect((error?.cause as? RedisError)?.code == .protocolViolation)
  }

  @Test func whileRedisLoadsItsDataItSaysSo() async throws {
    let server = try await FakeServer(saying: [
      "-LOADING Redis is loading the dataset in memory\r\n"
    ])
    let client = try RedisClient(url: server.url, deadline: .milliseconds(300))
    try await eventually("the error names the reason") {
      do throws(RedisError) {
        _ = try await client.send(["GET", "key"])
        return false
      } catch {
        return error.serverCode == "LOADING"
      }
    }
  }
}
