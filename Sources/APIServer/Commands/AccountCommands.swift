import ArgumentParser
import Broker
import Downloads
import Foundation
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

/// Reads a password from a terminal or from a script.
enum PasswordPrompt {
  /// Reads one line from standard input, or asks on the terminal without showing what is typed.
  static func read(fromStandardInput: Bool) throws -> String {
    let password: String?
    if fromStandardInput || isatty(STDIN_FILENO) == 0 {
      password = readLine(strippingNewline: true)
    } else {
      password = getpass("Password: ").map { String(cString: $0) }
    }
    guard let password, (8...1024).contains(password.unicodeScalars.count) else {
      throw ValidationError("A password has at least 8 characters.")
    }
    return password
  }
}
