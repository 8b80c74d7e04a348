import Logging
import NIOPosix
import TestSupport

@testable import Redis

extension RedisClient {
  /// A client with a deadline that only an outage reaches, however busy the machine is.
  convenience init(
    url: String, tls: RedisTLS = RedisTLS(), deadline: Duration = .seconds(20),
    limits: CallQueue.Limits = .init()
  ) throws(RedisError) {
    self.init(
      configuration: try RedisConfiguration(url: url, tls: tls),
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton, deadline: deadline, limits: limits,
      logger: .silent)
  }

  /// Waits until a command of another client blocks.
  func waitForBlockedClient() async throws {
    try await eventually("a client is blocked") {
      try await send(["INFO", "clients"]).string?.contains("blocked_clients:1") == true
    }
  }
}

extension RedisSubscriber {
  convenience init(
    url: String, tls: RedisTLS = RedisTLS(), deadline: Duration = .seconds(20)
  ) throws(RedisError) {
    self.init(
      configuration: try RedisConfiguration(url: url, tls: tls), deadline: deadline,
      logger: .silent)
  }
}

extension Logger {
  static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

extension String {
  /// The URL with `user:password` in it.
  func with(credentials: String) -> String {
    replacing("://", with: "://\(credentials)@", maxReplacements: 1)
  }
}
