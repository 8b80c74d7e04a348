import ArgumentParser
import Logging
import Runtime

/// `tonearm-worker run`
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Take jobs until SIGTERM or SIGINT.")

  @Option(
    help:
      "all, or some of downloads, finalize, library with commas between; overrides TONEARM_WORKER_ROLES."
  )
  var roles: String?

  func run() async throws {
    let reader = try await SettingsReader.system()
    try LoggingSetup.bootstrap(reader)
    try await WorkerProcess(settings: try WorkerSettings(reader, roles: roles)).run()
  }
}
