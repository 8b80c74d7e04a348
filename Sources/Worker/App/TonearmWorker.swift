import ArgumentParser
import Broker
import Hosting
import LibraryKeeping
import Logging
import Runtime

/// The worker process: takes jobs from the queue, fetches, files.
@main
struct TonearmWorker: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tonearm-worker",
    abstract: "Fetches what users ask for and files it in the library.",
    discussion: SettingKey.help,
    version: TonearmVersion.current,
    subcommands: [RunCommand.self, DoctorCommand.self, RescanCommand.self])
}

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

/// `tonearm-worker rescan`
struct RescanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rescan", abstract: "Have the whole music folder compared with the catalogue.")

  func run() async throws {
    let reader = try await SettingsReader.system()
    let domain = try LibrarySettings.domain(reader)
    let connections = try BrokerConnections(try CommonSettings(reader))
    let result: Result<Void, any Error>
    do {
      result = .success(try await connections.broker.request(LibraryJob(.rescan), domain: domain))
    } catch {
      result = .failure(error)
    }
    await connections.close()
    try result.get()
    print("The worker that keeps the library was asked to look through it.")
  }
}
