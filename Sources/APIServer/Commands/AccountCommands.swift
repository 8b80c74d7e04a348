import ArgumentParser
import Broker
import Downloads
import Hosting
import Runtime

/// What the account commands share: the connection to the accounts in Redis, and reading user names.
enum AccountCommands {
  /// Calls `body` with the accounts in the configured Redis.
  static func withAccounts(
    _ body: @Sendable @escaping (Accounts) async throws -> Void
  ) async throws {
    let reader = try await SettingsReader.system()
    try LoggingSetup.bootstrap(reader, quiet: true)
    let settings = try APISettings(reader)
    let connections = try BrokerConnections(settings.common)
    let result: Result<Void, any Error>
    do {
      try await body(Accounts(store: AccountStore(broker: connections.broker)))
      result = .success(())
    } catch let error as BrokerError where error.code == .unavailable {
      result = .failure(
        ValidationError("Redis does not respond; check TONEARM_REDIS_URL. (\(error))"))
    } catch {
      result = .failure(error)
    }
    await connections.close()
    try result.get()
  }

  /// Reads a user name from the command line.
  static func userName(_ text: String) throws -> UserName {
    guard let name = UserName(text) else {
      throw ValidationError(
        "A user name has 1 to 64 of the characters a-z, 0-9, dot, dash and underscore.")
    }
    return name
  }
}
