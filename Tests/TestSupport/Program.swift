import Foundation

/// A program with an environment of its own, whose output goes to a file.
///
/// It does not outlive the tests, even if those are killed.
package final class Program: Sendable {
  private let process: Process

  /// Starts `command`, whose first word is found in PATH.
  ///
  /// - Parameters:
  ///   - environment: All of it; nil for that of the tests.
  ///   - input: The path of the file to read from.
  ///   - output: The path of the file that all output is appended to.
  ///   - errors: The path of another file for standard error, if that is to be kept apart.
  package static func start(
    _ command: [String], environment: [String: String]? = nil, input: String = "/dev/null",
    output: String, errors: String? = nil
  ) async throws -> Program {
    try await SpawningThread.shared.run {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["setpriv", "--pdeathsig", "KILL", "--"] + command
      if let environment { process.environment = environment }
      let read = try FileHandle(forReadingFrom: URL(filePath: input))
      let written = try appending(to: output)
      let complaints = try errors.map(appending) ?? written
      // The program has its own copies. Foundation keeps these open for ever, and with more than about 1,350 open,
      // it crashes as it starts the next program: it copies 256 bytes of each name in /proc/self/fd.
      defer { for file in [read, written, complaints] { try? file.close() } }
      process.standardInput = read
      process.standardOutput = written
      process.standardError = complaints
      try process.run()
      return Program(process)
    }
  }

  private static func appending(to path: String) throws -> FileHandle {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  private init(_ process: Process) { self.process = process }

  deinit { signal(SIGKILL) }

  package var isRunning: Bool { process.isRunning }

  package var processIdentifier: Int32 { process.processIdentifier }

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

  /// Waits until the program has ended; answers its exit status, or 128 and the number of the signal.
  @discardableResult
  package func end(within limit: Duration = .seconds(60)) async throws -> Int32 {
    try await eventually("the end of a program", within: limit) { !isRunning }
    let status = process.terminationStatus
    return process.terminationReason == .uncaughtSignal ? 128 + status : status
  }
}

extension Program {
  /// How a program ended, and what it printed.
  package struct Outcome: Sendable {
    package let status: Int32
    package let output: String
    package let errorOutput: String
  }

  /// Runs `command` to its end, with `input` as its standard input.
  package static func run(
    _ command: [String], environment: [String: String]? = nil, input: String = "",
    within limit: Duration = .seconds(60)
  ) async throws -> Outcome {
    let folder = try TemporaryFolder()
    try Data(input.utf8).write(to: folder.url.appending(path: "input"))
    let program = try await start(
      command, environment: environment, input: folder.path(of: "input"),
      output: folder.path(of: "output"), errors: folder.path(of: "errors"))
    let status = try await program.end(within: limit)
    func text(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: folder.url.appending(path: name)), as: UTF8.self)
    }
    return Outcome(status: status, output: try text("output"), errorOutput: try text("errors"))
  }

  /// What `command` prints; throws ``Failed`` unless it exits with 0.
  package static func output(_ command: [String]) async throws -> String {
    let outcome = try await run(command)
    guard outcome.status == 0 else {
      throw Failed(description: "\(command[0]) failed: \(outcome.errorOutput)")
    }
    return outcome.output
  }

  /// A program that did not do what a test needs.
  package struct Failed: Error, CustomStringConvertible {
    package let description: String
  }
}
