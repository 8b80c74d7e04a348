import Testing

@testable import Redis

struct RedisConfigurationTests {
  @Test(arguments: [
    ("redis://localhost", RedisConfiguration(endpoint: .tcp(host: "localhost", port: 6379))),
    ("redis://10.0.0.1:7000/", .init(endpoint: .tcp(host: "10.0.0.1", port: 7000))),
    ("REDIS://host/15", .init(endpoint: .tcp(host: "host", port: 6379), database: 15)),
    ("redis://host?db=3", .init(endpoint: .tcp(host: "host", port: 6379), database: 3)),
    ("redis://[::1]:7000/1", .init(endpoint: .tcp(host: "::1", port: 7000), database: 1)),
    ("redis://[::1]", .init(endpoint: .tcp(host: "::1", port: 6379))),
    ("redis://:secret@host", .init(endpoint: .tcp(host: "host", port: 6379), password: "secret")),
    (
      "redis://ann:p%40ss%3A%2F%25@host:1/2",
      .init(
        endpoint: .tcp(host: "host", port: 1), username: "ann", password: "p@ss:/%", database: 2)
    ),
    (
      "redis://ann:a@b:c@host",
      .init(endpoint: .tcp(host: "host", port: 6379), username: "ann", password: "a@b:c")
    ),
    ("unix:///run/redis.sock", .init(endpoint: .unix(path: "/run/redis.sock"))),
    ("unix:///a%20b/%C3%A9?db=9", .init(endpoint: .unix(path: "/a b/é"), database: 9)),
    (
      "unix://ann:secret@/run/redis@1.sock",
      .init(endpoint: .unix(path: "/run/redis@1.sock"), username: "ann", password: "secret")
    ),
  ])
  func readsURLs(url: String, expected: RedisConfiguration) throws {
    #expect(try RedisConfiguration(url: url) == expected)
  }

  @Test(arguments: [
    "", "redis", "redis:", "redis://", "redis:///1", "http://host", "rediss://",
    "localhost:6379",
    "redis://host:0", "redis://host:65536", "redis://host:x", "redis://host:", "redis://a:b:c",
    "redis://[::1", "redis://[::1]7000", "redis://host/-1", "redis://host/+1", "redis://host/x",
    "redis://host/1/2", "redis://host?x=1", "redis://host?db=", "redis://ann@host",
    "redis://ann:@host", "redis://ann:%zz@host", "redis://ann:%4@host", "redis://ann:%+1@host",
    "redis://ann:%ff@host", "redis://ho st", "redis://host\u{0}", "redis://host\n",
    "unix://", "unix://run/redis.sock", "unix:///a%00b",
    "unix:///\(String(repeating: "a", count: 107))",
  ])
  func refusesWrongURLs(url: String) throws {
    let error = #expect(throws: RedisError.self) { try RedisConfiguration(url: url) }
    #expect(error?.code == .invalidURL)
    #expect(error?.message.isEmpty == false)
  }

  @Test(arguments: [
    "redis://ann:secret@host:x", "redis://ann:secret%zz@host", "rediss://:secret@host:x",
  ])
  func keepsThePasswordOutOfErrors(url: String) throws {
    let error = try #require(throws: RedisError.self) { try RedisConfiguration(url: url) }
    #expect(!"\(error)".contains("secret"))
  }

  @Test func keepsThePasswordOutOfItsDescription() throws {
    let configuration = try RedisConfiguration(url: "redis://ann:secret@host:7000/2")
    var dumped = ""
    dump(configuration, to: &dumped)
    #expect("\(configuration)" == "host:7000 database 2")
    #expect(!dumped.contains("secret"))
    #expect(!String(reflecting: configuration).contains("secret"))
  }
}
