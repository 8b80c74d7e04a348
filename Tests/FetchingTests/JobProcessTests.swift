import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Fetching

@Suite struct JobProcessTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func child(_ program: String, _ arguments: [String]) -> JobProcess {
    JobProcess(
      program, arguments, environment: ["ONLY": "this"], folder: folder.path, sandbox: nil)
  }

  @Test func handsOnLinesAndTheEndOfErrors() async throws {
    let lines = Mutex<[String]>([])
    let outcome = try await child("/bin/sh", ["-c", "echo one; echo two; echo bad >&2; exit 3"])
      .run { line in lines.withLock { $0.append(line) } }
    #expect(lines.withLock { $0 } == ["one", "two"])
    #expect(outcome.errorOutput == "bad\n")
    #expect(!outcome.succeeded)
  }

  @Test(arguments: [("exit 3", "exited(3)"), ("kill -9 $$", "signaled(9)")])
  func tellsHowASilentProgramFailed(script: String, end: String) async throws {
    let outcome = try await child("/bin/sh", ["-c", script]).run { _ in }
    #expect(outcome.errorOutput == "no output, \(end)")
  }

  @Test func inheritsNothing() async throws {
    let lines = Mutex<[String]>([])
    _ = try await child("/usr/bin/env", []).run { line in lines.withLock { $0.append(line) } }
    #expect(lines.withLock { $0 } == ["ONLY=this"])
  }

  @Test func anArgumentIsNeverInterpreted() async throws {
    let lines = Mutex<[String]>([])
    _ = try await child("/bin/echo", ["$(id)", "; id", "*"])
      .run { line in lines.withLock { $0.append(line) } }
    #expect(lines.withLock { $0 } == ["$(id) ; id *"])
  }

  @Test func keepsTheEndOfAFloodOfErrors() async throws {
    let outcome = try await child(
      "/bin/sh", ["-c", "head -c 3000000 /dev/zero | tr '\\0' x >&2; echo the end >&2"]
    ).run { _ in }
    #expect(outcome.errorOutput.hasSuffix("the end\n"))
    #expect(outcome.errorOutput.utf8.count <= 16 * 1024)
  }

  @Test func aLineWithoutEndIsAnErrorAndNotAMemoryLeak() async throws {
    await #expect(throws: (any Error).self) {
      _ = try await child("/bin/sh", ["-c", "head -c 9000000 /dev/zero | tr '\\0' x"]).run { _ in }
    }
  }

  /// A program and its child both ignore SIGTERM; the child has closed its output and so is not waited for.
  @Test func cancellationEndsTheWholeGroup() async throws {
    let script = "trap '' TERM; (trap '' TERM; exec sleep 600 >&- 2>&-) & echo $!; echo $$; wait"
    let pids = Mutex<[pid_t]>([])
    let running = child("/bin/sh", ["-c", script])
    let task = Task {
      try await running.run { line in pids.withLock { $0.append(pid_t(line) ?? 0) } }
    }
    try await eventually("both run", within: .seconds(10)) { pids.withLock { $0.count } == 2 }
    task.cancel()
    _ = await task.result
    for pid in pids.withLock({ $0 }) {
      try await eventually("\(pid) is gone", within: .seconds(10)) { isGone(pid) }
    }
  }

  @Test func whatAProgramLeavesBehindEndsWithIt() async throws {
    let pids = Mutex<[pid_t]>([])
    _ = try await child("/bin/sh", ["-c", "sleep 600 >&- 2>&- & echo $!"])
      .run { line in pids.withLock { $0.append(pid_t(line) ?? 0) } }
    let pid = try #require(pids.withLock { $0.first })
    try await eventually("it is gone", within: .seconds(10)) { isGone(pid) }
  }

  /// Ended, or ended and not yet reaped by init.
  private func isGone(_ pid: pid_t) -> Bool {
    guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else {
      return true
    }
    return status.contains(") Z ")
  }
}
