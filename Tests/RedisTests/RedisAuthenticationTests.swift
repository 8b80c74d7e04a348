import Redis
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct RedisAuthenticationTests {
  static let acl = [
    "--requirepass", "default secret", "--user", "ann", "on", ">an@n:s", "~*", "&*", "+@all",
  ]

  @Test(arguments: ["ann:an%40n%3As", ":default%20secret", "default:default%20secret"])
  func logsInOverSocketAndTCP(credentials: String) async throws {
    let server = try await RedisServer(listensOnTCP: true, arguments: Self.acl)
    for url in [server.url, try #require(server.tcpURL)] {
      let client = try RedisClient(url: url.with(credentials: credentials))
      let user = credentials.hasPrefix("ann") ? "ann" : "default"
      #expect(try await client.send(["ACL", "WHOAMI"]).string == user)
      let subscriber = try RedisSubscriber(url: url.with(credentials: credentials))
      _ = try await subscriber.subscribe(to: "channel")
    }
  }

  @Test(arguments: [
    ("ann:wrong", "WRONGPASS"), ("nobody:an%40n%3As", "WRONGPASS"), (":wrong", "WRONGPASS"),
    ("", "NOAUTH"),
  ])
  func saysWhyItIsNotLetIn(credentials: String, code: String) async throws {
    let server = try await RedisServer(arguments: Self.acl)
    let url = credentials.isEmpty ? server.url : server.url.with(credentials: credentials)
    let client = try RedisClient(url: url)
    for _ in 0..<2 {
      await #expect { try await client.send(["PING"]) } throws: { error in
        (error as? RedisError)?.serverCode == code && "\(error)".contains("Redis refused")
          && !"\(error)".contains("an@n:s")
      }
    }
    #expect(client.isHealthySince == nil)
  }

  @Test func usesItsDatabase() async throws {
    let server = try await RedisServer()
    let client = try RedisClient(url: server.url + "?db=7")
    _ = try await client.send(["SET", "key", "in seven"])
    let observer = try RedisClient(url: server.url)
    #expect(try await observer.send(["EXISTS", "key"]).int == 0)
    // Also on the next connection
    _ = try await observer.send(["CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"])
    try await eventually("it is connected again") {
      (try? await client.send(["GET", "key"]).string) == "in seven"
    }
  }

  @Test func refusesADatabaseThatThereIsNot() async throws {
    let server = try await RedisServer()
    let client = try RedisClient(url: server.url + "?db=99")
    await #expect { try await client.send(["PING"]) } throws: { error in
      (error as? RedisError)?.serverCode == "ERR" && "\(error)".contains("SELECT")
    }
  }
}
