import ArgumentParser
import Broker
import Hosting
import LibraryKeeping
import Runtime

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
