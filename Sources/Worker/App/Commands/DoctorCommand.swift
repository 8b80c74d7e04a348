import ArgumentParser
import Logging
import Runtime

/// `tonearm-worker doctor`
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check everything a worker needs, and say what to do about it."
  )

  func run() async throws {
    let reader = try await SettingsReader.system()
    try LoggingSetup.bootstrap(reader, quiet: true)
    let settings = try WorkerSettings(reader, roles: nil)
    var isWell = true
    for await finding in Doctor(settings: settings).examine() {
      print(finding)
      isWell = isWell && finding.verdict != .bad
    }
    if !isWell { throw ExitCode.failure }
  }
}
