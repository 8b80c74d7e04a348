import ArgumentParser
import Foundation
import Subprocess
import SystemPackage

/// `tonearm-worker relay`: runs a program inside a sandbox, with a relay to the job's proxy beside it.
///
/// For the worker's own use; see ``Sandbox``.
struct RelayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "relay", abstract: "Run a program beside a relay to a unix socket.",
    shouldDisplay: false)

  @Option(help: "The port of 127.0.0.1 to listen on.") var port: Int
  @Option(help: "The unix socket that connections are passed on to.") var socket: String
  @Argument(parsing: .postTerminator, help: "The program and its arguments.") var command: [String]

  func run() async throws {
    guard let program = command.first else { throw ValidationError("A program is missing.") }
    let relay = try await SocketRelay.start(port: port, socket: socket)
    let status = try await withThrowingTaskGroup(of: TerminationStatus?.self) { group in
      group.addTask {
        try await Subprocess.run(
          .path(FilePath(program)), arguments: Arguments(Array(command.dropFirst())), input: .none,
          output: .currentStandardOutput, error: .currentStandardError
        ).terminationStatus
      }
      group.addTask {
        try await SocketRelay.waitForEnd(of: socket)
        return nil
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
    try await relay.close()
    switch status {
    case .exited(let code): throw ExitCode(code)
    case .signaled(let signal): throw ExitCode(128 + signal)
    // The worker is gone: killed, perhaps, before it had tied this process's life to its own.
    case nil: throw ExitCode.failure
    }
  }
}
