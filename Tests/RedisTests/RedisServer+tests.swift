import TestSupport

extension RedisServer {
  /// Waits until a command of some client blocks.
  func waitForBlockedClient() async throws {
    try await eventually("a client is blocked") {
      try await cli("INFO", "clients").contains("blocked_clients:1")
    }
  }
}
