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

  @Test(arguments: ["p@ss:/word", "100%", "?#[]&=+", "zw\u{f6}lf \u{1f3b6}", "a'b\"c\\", "%41"])
  func takesAnyPassword(password: String) async throws {
    let server = try await RedisServer()
    let admin = try RedisClient(url: server.url)
    _ = try await admin.send(
      ["ACL", "SETUSER", "b@b", "on", ">\(password)", "~*", "&*", "+@all"])
    let encoded = password.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    let client = try RedisClient(url: server.url.with(credentials: "b%40b:\(encoded)"))
    #expect(try await client.send(["ACL", "WHOAMI"]).string == "b@b")
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

  @Test func aLimitedUserIsToldWhatItMayNot() async throws {
    let server = try await RedisServer()
    let admin = try RedisClient(url: server.url)
    let rules: [RedisArgument] = [
      "on", ">secret", "resetchannels", "~{tonearm}*", "&{tonearm}*", "-@all", "+ping", "+get",
      "+set", "+incr", "+eval", "+evalsha", "+publish", "+subscribe", "+unsubscribe",
    ]
    _ = try await admin.send(RedisCommand("ACL", ["SETUSER", "tonearm"] + rules))
    let url = server.url.with(credentials: "tonearm:secret")
    let client = try RedisClient(url: url)

    let subscriber = try RedisSubscriber(url: url)
    var events = try await subscriber.subscribe(to: "{tonearm}:news").makeAsyncIterator()
    let script = RedisScript(
      name: "tell",
      source: "redis.call('SET', KEYS[1], '1') return redis.call('PUBLISH', KEYS[2], 'hello')")
    let keys = ["{tonearm}:key", "{tonearm}:news"]
    #expect(try await client.run(script, keys: keys).int == 1)
    #expect(
      await events.next() == .message(RedisMessage(channel: keys[1], payload: Array("hello".utf8))))

    let forbidden: [(RedisCommand, words: String)] = [
      (["KEYS", "*"], "'keys'"), (["FLUSHALL"], "'flushall'"), (["GET", "other"], "key"),
      (["PUBLISH", "other", "x"], "channel"), (["EVAL", "return 1", 1, "other"], "key"),
      (["CONFIG", "GET", "*"], "'config|get'"),
    ]
    for (command, words) in forbidden {
      await #expect { try await client.send(command) } throws: { error in
        (error as? RedisError)?.serverCode == "NOPERM" && "\(error)".contains(words)
      }
    }
    // Only what was forbidden has failed
    #expect(try await client.send(["INCR", "{tonearm}:key"]).int == 2)
  }

  @Test func aPasswordThatIsChangedLocksOutUntilItIsChangedBack() async throws {
    let server = try await RedisServer(arguments: Self.acl)
    let admin = try RedisClient(url: server.url.with(credentials: ":default%20secret"))
    let client = try RedisClient(url: server.url.with(credentials: "ann:an%40n%3As"))
    #expect(try await client.send(["PING"]).string == "PONG")
    _ = try await admin.send(["ACL", "SETUSER", "ann", "resetpass", ">new"])
    _ = try await admin.send(["CLIENT", "KILL", "USER", "ann"])
    try await eventually("it is refused") {
      do throws(RedisError) {
        _ = try await client.send(["PING"])
        return false
      } catch {
        return error.serverCode == "WRONGPASS"
      }
    }
    _ = try await admin.send(["ACL", "SETUSER", "ann", ">an@n:s"])
    try await eventually("it is let in") { (try? await client.send(["PING"])) != nil }
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
