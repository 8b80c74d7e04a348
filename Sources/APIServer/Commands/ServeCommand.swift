import ArgumentParser
import Runtime

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
