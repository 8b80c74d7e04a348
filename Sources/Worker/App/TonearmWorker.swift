import ArgumentParser
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
