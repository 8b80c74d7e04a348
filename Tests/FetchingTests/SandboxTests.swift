import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Fetching

/// What the kernel keeps from a program inside the sandbox, even from one that an attacker has taken over.
@Suite(.enabled(if: isSandboxPossible, "bubblewrap does not work on this machine"))
struct SandboxTests {
  private let folder: TemporaryFolder
  private let sandbox: Sandbox

  init() throws {
    folder = try TemporaryFolder()
    sandbox = try Sandbox(programs: [])
  }

  private func run(_ script: String, network: Sandbox.Network = .none) async throws -> (
    succeeded: Bool, lines: [String]
  ) {
    let lines = Mutex<[String]>([])
    let outcome = try await JobProcess(
      "/bin/sh", ["-c", script], environment: ["PATH": "/usr/bin:/bin"], folder: folder.path,
      sandbox: sandbox, network: network
    ).run { line in lines.withLock { $0.append(line) } }
    return (outcome.succeeded, lines.withLock { $0 })
  }

  @Test func writesInTheJobsFolder() async throws {
    #expect(try await run("pwd; echo made > file").lines == [folder.path])
    #expect(try String(contentsOfFile: folder.path(of: "file"), encoding: .utf8) == "made\n")
  }

  @Test(arguments: ["/usr/x", "/etc/x", "/x", "/tmp/x"])
  func whatItWritesElsewhereStaysInside(path: String) async throws {
    _ = try await run("echo x > \(path)-\(folder.url.lastPathComponent)")
    #expect(!FileManager.default.fileExists(atPath: "\(path)-\(folder.url.lastPathComponent)"))
  }

  @Test(arguments: [
    "/etc/passwd", "/etc/shadow", "/root", "/home", "/var/lib", "/sys",
  ])
  func doesNotSeeTheHostsFiles(path: String) async throws {
    #expect(try await run("cat \(path) || ls \(path)/*").lines.filter { !$0.isEmpty } == [])
  }

  @Test func doesNotSeeAFileBesideItsFolder() async throws {
    let other = try TemporaryFolder()
    try Data("secret".utf8).write(to: other.url.appending(path: "file"))
    #expect(try await !run("cat \(other.path)/file").succeeded)
  }

  @Test func seesNoOtherProcess() async throws {
    let lines = try await run("ls -d /proc/[0-9]*").lines
    #expect(lines.count <= 4)
    #expect(!lines.contains("/proc/\(getpid())"))
  }

  @Test func hasNoNetworkButItsRelay() async throws {
    let socket = folder.path(of: "p.sock")
    let proxy = try await EgressProxy.start(
      policy: try .init(), limits: EgressLimits(bytes: 1000, lifetime: .seconds(30)),
      at: .unixSocket(path: socket), logger: .init(label: "test"))
    let direct = try await run("cat /proc/net/route; curl -sS -m 5 http://1.1.1.1/")
    #expect(!direct.succeeded)
    let relayed = try await run(
      "curl -s -m 10 -o /dev/null -w '%{http_code}' -x http://127.0.0.1:\(Sandbox.proxyPort) "
        + "http://127.0.0.1/", network: .proxy(socket: socket))
    #expect(relayed.lines == ["403"])
    #expect(proxy.report.denials == 1)
    await proxy.close()
  }

  @Test func passesOnHowTheProgramEnded() async throws {
    let socket = folder.path(of: "q.sock")
    let proxy = try await EgressProxy.start(
      policy: try .init(), limits: EgressLimits(bytes: 1000, lifetime: .seconds(30)),
      at: .unixSocket(path: socket), logger: .init(label: "test"))
    #expect(try await run("exit 0", network: .proxy(socket: socket)).succeeded)
    #expect(try await !run("exit 4", network: .proxy(socket: socket)).succeeded)
    #expect(try await !run("kill -9 $$", network: .proxy(socket: socket)).succeeded)
    await proxy.close()
  }
}

/// Whether this machine lets us make a sandbox at all.
private let isSandboxPossible: Bool = {
  let trial = Process()
  trial.executableURL = URL(fileURLWithPath: "/usr/bin/bwrap")
  trial.arguments = ["--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "/bin/true"]
  guard (try? trial.run()) != nil else { return false }
  trial.waitUntilExit()
  return trial.terminationStatus == 0
}()
