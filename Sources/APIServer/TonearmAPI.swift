import ArgumentParser
import Runtime

/// The API process, and the commands that manage its accounts.
@main
struct TonearmAPI: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tonearm-api",
    abstract: "Serves Tonearm's page and API, and manages its accounts.",
    discussion: SettingKey.help,
    version: TonearmVersion.current,
    subcommands: [ServeCommand.self, UserCommand.self, TokenCommand.self])
}
