import ArgumentParser
import Foundation

/// `tonearm-api token …`
struct TokenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Manage the API tokens of an account.",
    subcommands: [Add.self, List.self, Revoke.self])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a token and print it; it is shown only once.")
    @Argument(help: "The user's name.") var name: String

    func run() async throws {
      let name = try AccountCommands.userName(name)
      try await AccountCommands.withAccounts { accounts in
        guard let token = try await accounts.addToken(name) else {
          throw ValidationError("There is no account named \(name).")
        }
        print(token)
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the tokens: the id to revoke each by, and when it was made.")
    @Argument(help: "The user's name.") var name: String

    func run() async throws {
      let name = try AccountCommands.userName(name)
      try await AccountCommands.withAccounts { accounts in
        for (digest, token) in try await accounts.store.tokens(of: name) {
          let made = Date(timeIntervalSince1970: TimeInterval(token.createdAt))
          print("\(digest.prefix(Accounts.tokenIDLength))  \(made.ISO8601Format())")
        }
      }
    }
  }

  struct Revoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Revoke all tokens of an account, or the one with --id.")
    @Argument(help: "The user's name.") var name: String
    @Option(help: "The id that `token list` shows.") var id: String?

    func run() async throws {
      let name = try AccountCommands.userName(name)
      let prefix = id ?? ""
      try await AccountCommands.withAccounts { accounts in
        let digests = try await accounts.store.tokens(of: name).map(\.digest)
          .filter { $0.hasPrefix(prefix) }
        guard !digests.isEmpty else { throw ValidationError("\(name) has no such token.") }
        for digest in digests { try await accounts.store.revokeToken(digest: digest) }
      }
    }
  }
}
