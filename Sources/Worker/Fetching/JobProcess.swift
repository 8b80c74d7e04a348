import CLinux
import Glibc
import NIOPosix
import Subprocess
import Synchronization
import SystemPackage

/// A program that runs for a job, with an argument list, an environment and a session of its own.
///
/// It never outlives the call: on return, on an error and on cancellation its whole process group is ended,
/// SIGTERM first, SIGKILL after five seconds. Should the worker die, the kernel kills it.
struct JobProcess: Sendable {
  /// How a program ended.
  struct Outcome: Sendable {
    let succeeded: Bool
    /// The end of what it wrote to standard error; how it ended, if it failed and wrote nothing.
    let errorOutput: String
  }

  /// The most of standard error that is kept, in bytes.
  private static let errorLimitBytes = 16 * 1024
  /// The longest line of standard output, in bytes.
  private static let lineLimitBytes = 1 << 20
  private static let grace: Duration = .seconds(5)

  private let program: String
  private let arguments: [String]
  private let environment: [String: String]
  private let folder: String

  /// A program that is to run with exactly this environment, in `folder`. Inside `sandbox`, if there is one, it can
  /// write nowhere else and has no more network than `network`.
  init(
    _ program: String, _ arguments: [String], environment: [String: String], folder: String,
    sandbox: Sandbox?, network: Sandbox.Network = .none
  ) {
    let command =
      sandbox?.command(program, arguments, folder: folder, network: network)
      ?? (program: program, arguments: arguments)
    self.program = command.program
    self.arguments = command.arguments
    self.environment = environment
    self.folder = folder
  }

  /// Runs it to its end and calls `line` with every line of its standard output.
  ///
  /// Throws what `line` throws, `CancellationError`, or the reason why it could not be started.
  func run(line: @Sendable @escaping (String) async throws -> Void) async throws -> Outcome {
    _ = Self.adoptsOrphans
    let group = Mutex<pid_t?>(nil)
    let outcome: Result<Outcome, any Error>
    do {
      outcome = .success(try await run(line: line) { pid in group.withLock { $0 = pid } })
    } catch {
      outcome = .failure(error)
    }
    if let group = group.withLock({ $0 }) { try await Self.waitForEnd(of: group) }
    try Task.checkCancellation()
    return try outcome.get()
  }

  private func run(
    line: @Sendable @escaping (String) async throws -> Void, started: @Sendable (pid_t) -> Void
  ) async throws -> Outcome {
    var options = PlatformOptions()
    options.createSession = true
    options.teardownSequence = [
      .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: Self.grace)
    ]
    let variables = environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
    let result = try await Subprocess.run(
      .path("/usr/bin/setpriv"),
      arguments: Arguments(["--pdeathsig", "KILL", "--", program] + arguments),
      environment: .custom(Dictionary(uniqueKeysWithValues: variables)),
      workingDirectory: FilePath(folder), platformOptions: options, input: .none,
      output: .sequence, error: .sequence
    ) { execution in
      started(execution.processIdentifier.value)
      // Whatever the program started and left behind is in its group, and ends with it.
      defer { kill(-execution.processIdentifier.value, SIGKILL) }
      return try await withThrowingTaskGroup(of: String?.self) { group in
        group.addTask {
          let lines = execution.standardOutput.strings(
            bufferingPolicy: .maxLineLength(Self.lineLimitBytes))
          for try await text in lines { try await line(text) }
          return nil
        }
        group.addTask { try await Self.tail(of: execution.standardError) }
        var errorOutput = ""
        for try await text in group { errorOutput = text ?? errorOutput }
        return errorOutput
      }
    }
    let status = result.terminationStatus
    let output = result.closureResult
    return Outcome(
      succeeded: status.isSuccess,
      errorOutput: output.isEmpty && !status.isSuccess ? "no output, \(status)" : output)
  }

  /// Whether orphans of a program become this process's children, so that it can wait for them. Process 1 may be slow at
  /// that or, in a container, not do it at all.
  private static let adoptsOrphans = tonearm_adopt_orphans() == 0

  /// Waits until nothing is left of a group that was killed: inside a sandbox, processes end a moment after the one that
  /// was waited for. Two seconds at most, because a process that nobody reaps stays in its group.
  private static func waitForEnd(of group: pid_t) async throws {
    try await NIOThreadPool.singleton.runIfActive {
      for _ in 0..<200 {
        while waitpid(-group, nil, WNOHANG) > 0 {}
        guard kill(-group, 0) == 0 else { return }
        usleep(10_000)
      }
    }
  }

  private static func tail(of output: SubprocessOutputSequence) async throws -> String {
    var bytes: [UInt8] = []
    for try await buffer in output {
      buffer.withUnsafeBytes { bytes.append(contentsOf: $0) }
      if bytes.count > 2 * errorLimitBytes { bytes.removeFirst(bytes.count - errorLimitBytes) }
    }
    return String(decoding: bytes.suffix(errorLimitBytes), as: UTF8.self)
  }
}
