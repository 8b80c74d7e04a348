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

/// `tonearm-api serve`
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve the page and the API.")

  func run() async throws {
    let reader = try await SettingsReader.system()
    try LoggingSetup.bootstrap(reader)
    try await APIServer(settings: try APISettings(reader)).run()
  }
}
