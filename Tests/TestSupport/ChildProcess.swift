import Foundation

/// A program that a test runs. It does not outlive the tests, even if those are killed.
package final class ChildProcess: Sendable {
  private let process: Process

  /// Starts `program`, found in PATH. What it prints goes nowhere.
  package static func start(
    _ program: String, _ arguments: [String]
  ) async throws -> ChildProcess {
    try await SpawningThread.shared.run {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["setpriv", "--pdeathsig", "KILL", "--", program] + arguments
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      return ChildProcess(process)
    }
  }

  private init(_ process: Process) { self.process = process }

  deinit { end(with: SIGKILL) }

  package var isRunning: Bool { process.isRunning }

  /// Sends a signal, unless the program has ended.
  package func signal(_ number: Int32) {
    if process.isRunning { kill(process.processIdentifier, number) }
  }

  /// Sends a signal that ends the program, and waits until it has.
  package func end(with number: Int32) {
    signal(number)
    // A stopped program takes no SIGTERM before it goes on
    signal(SIGCONT)
    // Process.waitUntilExit can take seconds to notice the end
    while process.isRunning { usleep(1000) }
  }
}
