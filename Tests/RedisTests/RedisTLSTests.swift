import Foundation
import TestSupport
import Testing

@testable import Redis

@Suite(.timeLimit(.minutes(1)))
struct RedisTLSTests {
  static let names = "DNS:localhost,IP:127.0.0.1"
  let authority: RedisServer.Authority

  init() async throws { authority = try await RedisServer.Authority() }

  /// Trust in the authority, and a certificate of ours if one is given.
  func trust(showing own: RedisServer.Certificate? = nil) -> RedisTLS {
    RedisTLS(
      caFile: authority.certificateFile, certificateFile: own?.certificateFile,
      keyFile: own?.keyFile)
  }

  @Test(arguments: [
    (names, "localhost"), (names, "127.0.0.1"), ("DNS:other,DNS:LocalHost", "localhost"),
  ])
  func trustsAPrivateAuthority(names: String, host: String) async throws {
    let server = try await RedisServer(certificate: authority.sign(names))
    let url = try #require(server.tlsURL).replacing("localhost", with: host)
    let client = try RedisClient(url: url, tls: trust())
    let values = try await client.pipeline((0..<1000).map { ["ECHO", "\($0)"] })
    #expect(values.map(\.int) == (0..<1000).map { Int64($0) })
  }

  @Test(arguments: [
    ("DNS:elsewhere,IP:127.0.0.1", "localhost", 2, "not for the host in the URL"),
    ("DNS:localhost", "127.0.0.1", 2, "not for the host in the URL"),
    ("DNS:*.localhost", "localhost", 2, "not for the host in the URL"),
    ("DNS:localhost", "localhost", -1, "has expired"),
  ])
  func refusesACertificate(names: String, host: String, days: Int, reason: String) async throws {
    let server = try await RedisServer(certificate: authority.sign(names, days: days))
    let url = try #require(server.tlsURL).replacing("localhost", with: host)
    try await expectRefusal(of: RedisClient(url: url, tls: trust()), reason)
  }

  @Test(arguments: [
    ("redis.example.org", true), ("Redis.Example.ORG", true), ("*.example.org", true),
    ("*.org", false), ("*", false), ("*.redis.example.org", false), ("r*.example.org", false),
    ("redis.example.org.evil.com", false), ("example.org", false), ("", false),
  ])
  func comparesHostNames(name: String, isMatch: Bool) {
    #expect(TLSContext.isName(name, for: "redis.example.org") == isMatch)
    #expect(!TLSContext.isName("*", for: "localhost"))
  }

  @Test(arguments: [false, true])
  func refusesOtherAuthorities(trustsThePublicOnes: Bool) async throws {
    let server = try await RedisServer(certificate: authority.sign(Self.names))
    let other = try await RedisServer.Authority()
    let client = try RedisClient(
      url: #require(server.tlsURL),
      tls: RedisTLS(caFile: trustsThePublicOnes ? nil : other.certificateFile))
    try await expectRefusal(of: client, "not from an authority that is trusted here")
  }

  @Test func tellsAnImpostorNothing() async throws {
    let impostor = try await RedisServer(certificate: authority.sign("DNS:other,IP:127.0.0.1"))
    let url = try #require(impostor.tlsURL).with(credentials: "ann:secret")
    try await expectRefusal(of: RedisClient(url: url, tls: trust()), "not for the host")
    let statistics = try await RedisClient(url: impostor.url).send(["INFO", "commandstats"])
    #expect(statistics.string?.contains("cmdstat_auth") == false)
  }

  @Test(arguments: ["TLSv1.2", "TLSv1.3"])
  func showsItsCertificate(version: String) async throws {
    let server = try await RedisServer(
      certificate: authority.sign(Self.names), clientAuthority: authority,
      arguments: ["--tls-protocols", version])
    let url = try #require(server.tlsURL)
    let welcome = try RedisClient(url: url, tls: trust(showing: try await authority.sign("DNS:me")))
    #expect(try await welcome.send(["PING"]) == .status("PONG"))

    let stranger = try await RedisServer.Authority().sign("DNS:me")
    let late = try await authority.sign("DNS:me", days: -1)
    for (certificate, reason) in [
      (nil, "want"), (stranger, "not from an authority that Redis trusts"),
      (late, "Our certificate has expired"),
    ] {
      let client = try RedisClient(url: url, tls: trust(showing: certificate))
      try await expectRefusal(of: client, reason)
    }
  }

  @Test func carriesFiveMegabytesOfAnyBytes() async throws {
    let server = try await RedisServer(certificate: authority.sign(Self.names))
    let client = try RedisClient(url: #require(server.tlsURL), tls: trust())
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

  @Test func comesBackWithoutReadingItsFilesAgain() async throws {
    let server = try await RedisServer(certificate: authority.sign(Self.names))
    let url = try #require(server.tlsURL)
    let client = try RedisClient(url: url, tls: trust())
    let subscriber = try RedisSubscriber(url: url, tls: trust())
    try FileManager.default.removeItem(atPath: authority.certificateFile)
    var events = try await subscriber.subscribe(to: "news").makeAsyncIterator()
    server.kill()
    #expect(await events.next() == .interrupted)
    try await server.restart()
    #expect(await events.next() == .resumed)
    #expect(try await client.send(["PUBLISH", "news", "hello"]).int == 1)
    let message = RedisMessage(channel: "news", payload: Array("hello".utf8))
    #expect(await events.next() == .message(message))
  }

  @Test func aServerThatHangsCostsNoMoreThanTheDeadline() async throws {
    let server = try await RedisServer(certificate: authority.sign(Self.names))
    let client = try RedisClient(
      url: #require(server.tlsURL), tls: trust(), deadline: .milliseconds(300))
    try await eventually("it is connected") { client.isHealthySince != nil }
    server.pause()
    let start = ContinuousClock.now
    for _ in 0..<3 {
      await #expect(throws: RedisError.self) { try await client.send(["INCR", "key"]) }
    }
    await client.close()
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  @Test func tellsThePortForTLSFromTheOther() async throws {
    let server = try await RedisServer(
      listensOnTCP: true, certificate: authority.sign(Self.names))
    let plain = try #require(server.tlsURL).replacing("rediss:", with: "redis:")
    let encrypted = try #require(server.tcpURL).replacing("redis:", with: "rediss:")
    for (url, scheme) in [(plain, "rediss"), (encrypted, "redis")] {
      let client = try RedisClient(url: url, deadline: .milliseconds(300))
      try await expectFailure(of: client, .connection, "needs \(scheme)://")
    }
  }

  /// Expects that no command gets through, because of TLS and for `reason`.
  func expectRefusal(of client: RedisClient, _ reason: String) async throws {
    try await expectFailure(of: client, .tls, reason)
    #expect(client.isHealthySince == nil)
    await client.close()
  }

  func expectFailure(
    of client: RedisClient, _ code: RedisError.Code, _ words: String
  ) async throws {
    try await eventually("a failure that says: \(words)") {
      let error = try await #require(throws: RedisError.self) {
        try await client.send(["PING"], deadline: .milliseconds(50))
      }
      return error.code == code && error.description.contains(words)
    }
  }
}
