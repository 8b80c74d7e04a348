import ArgumentParser
import Broker

/// `tonearm-api user …`
struct UserCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "Manage accounts.",
    subcommands: [Add.self, List.self, Remove.self, Password.self])

  /// Where the password comes from.
  struct PasswordSource: ParsableArguments {
    @Flag(help: "Read the password from standard input instead of asking for it.")
    var passwordStdin = false
  }

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Add an account.")
    @Argument(help: "The user's name.") var name: String
    @OptionGroup var source: PasswordSource

    func run() async throws {
      let name = try AccountCommands.userName(name)
      let password = try PasswordPrompt.read(fromStandardInput: source.passwordStdin)
      try await AccountCommands.withAccounts { accounts in
        guard try await accounts.add(name, password: password) else {
          throw ValidationError("There is an account named \(name) already.")
        }
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the accounts' names.")

    func run() async throws {
      try await AccountCommands.withAccounts { accounts in
        for user in try await accounts.store.users() { print(user) }
      }
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove an account, its sessions and its tokens.")
    @Argument(help: "The user's name.") var name: String

    func run() async throws {
      let name = try AccountCommands.userName(name)
      try await AccountCommands.withAccounts { accounts in
        guard try await accounts.store.remove(name) else {
          throw ValidationError("There is no account named \(name).")
        }
      }
    }
  }

  struct Password: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Set another password; the account's sessions end.")
    @Argument(help: "The user's name.") var name: String
    @OptionGroup var source: PasswordSource

    func run() async throws {
      let name = try AccountCommands.userName(name)
      let password = try PasswordPrompt.read(fromStandardInput: source.passwordStdin)
      try await AccountCommands.withAccounts { accounts in
        guard try await accounts.setPassword(name, password) else {
          throw ValidationError("There is no account named \(name).")
        }
      }
    }
  }
}
