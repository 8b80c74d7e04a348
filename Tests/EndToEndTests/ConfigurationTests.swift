import Foundation
import TestSupport
import Testing

/// Starts that are refused because of a wrong configuration.
@Suite(.serialized) struct ConfigurationTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What is right, so that only what a test changes is wrong.
  private func environment() throws -> [String: String] {
    [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "TONEARM_REDIS_URL": "unix:///nonexistent.sock",
      "TONEARM_LIBRARY_DIR": folder.path,
      "TONEARM_STATE_DIR": folder.path,
      "TONEARM_YTDLP_PATH": try TestTool.ytDlp.path, "TONEARM_DENO_PATH": try TestTool.deno.path,
    ]
  }

  private func start(
    _ program: String, _ arguments: String..., changes: [String: String] = [:]
  ) async throws -> Program.Outcome {
    try await Program.run(
      [BuiltProducts.path(of: program)] + arguments,
      environment: try environment().merging(changes) { _, new in new })
  }

  private static let common = [
    ("TONEARM_REDIS_URL", "http://127.0.0.1:6379"), ("TONEARM_REDIS_TLS_CA", "/nonexistent.pem"),
    ("TONEARM_LOCK_SECONDS", "0"),
    ("TONEARM_LOCK_SECONDS", "ten"), ("TONEARM_LEASE_SECONDS", "1.5"),
    ("TONEARM_QUEUE_LIMIT", "-1"), ("TONEARM_STAGING_HOURS", "99999999999999999999"),
    ("TONEARM_EGRESS_ALLOW", "10.0.0.0/33"), ("TONEARM_EGRESS_PORTS", "http"),
    ("TONEARM_LOG_LEVEL", "loud"), ("TONEARM_LOG_FORMAT", "xml"),
  ]
  private static let api = [
    ("TONEARM_API_LISTEN", "8080"), ("TONEARM_API_LISTEN", "127.0.0.1:99999"),
    ("TONEARM_API_PUBLIC_URL", "tonearm.example"), ("TONEARM_WEB_ROOT", "/nonexistent"),
    ("TONEARM_API_METRICS_LISTEN", "8082"), ("TONEARM_API_TRUSTED_PROXIES", "10.0.0.0/33"),
  ]
  private static let worker = [
    ("TONEARM_LIBRARY_DIR", ""), ("TONEARM_LIBRARY_DIR", "/nonexistent"),
    ("TONEARM_LIBRARY_MODE", "999"), ("TONEARM_LIBRARY_TEMPLATE", "{nonsense}"),
    ("TONEARM_STAGING_DIR", "/proc/nonexistent"), ("TONEARM_STAGING_DOMAIN", "a b"),
    ("TONEARM_YTDLP_PATH", "/nonexistent/yt-dlp"), ("TONEARM_FFMPEG_PATH", "no-such-ffmpeg"),
    ("TONEARM_DENO_PATH", "/nonexistent/deno"), ("TONEARM_WORKER_ROLES", "downloads,dishes"),
    ("TONEARM_WORKER_SLOTS", "0"), ("TONEARM_WORKER_LISTEN", "here"),
    ("TONEARM_DOWNLOAD_TIMEOUT_SECONDS", "0"), ("TONEARM_DOWNLOAD_STALL_SECONDS", "soon"),
    ("TONEARM_LIBRARY_DOMAIN", "a b"), ("TONEARM_LIBRARY_WATCH", "maybe"),
    ("TONEARM_LIBRARY_POLL_SECONDS", "-1"), ("TONEARM_LIBRARY_STANDARDISE", "mine"),
    ("TONEARM_DOWNLOAD_MAX_BYTES", "2G"), ("TONEARM_DOWNLOAD_MAX_SECONDS", "0"),
  ]

  @Test(arguments: common + api) func theAPINamesAWrongValue(variable: String, value: String)
    async throws
  {
    let outcome = try await start("tonearm-api", "serve", changes: [variable: value])
    expectSentence(outcome, variable, value)
  }

  @Test(arguments: common + worker)
  func theWorkerNamesAWrongValue(variable: String, value: String) async throws {
    let outcome = try await start("tonearm-worker", "run", changes: [variable: value])
    expectSentence(outcome, variable, value)
  }

  private func expectSentence(_ outcome: Program.Outcome, _ variable: String, _ value: String) {
    #expect(outcome.status > 0 && outcome.status < 128)
    #expect(outcome.output == "")
    let lines = outcome.errorOutput.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 2 && lines.last == "", "one line: \(outcome.errorOutput)")
    let sentence = lines[0]
    #expect(sentence.hasPrefix("Error: \(variable) "))
    #expect(sentence.contains(" must be "))
    #expect(sentence.hasSuffix(".") && !sentence.hasSuffix(".."))
    // The URL of Redis may hold a password
    let shown = value.isEmpty ? "missing" : variable == "TONEARM_REDIS_URL" ? "…" : value
    #expect(sentence.contains(shown))
  }

  @Test(arguments: ["tonearm-api", "tonearm-worker"])
  func helpShowsEveryVariable(program: String) async throws {
    for arguments in [["--help"], ["help"]] {
      let help = try await Program.run([BuiltProducts.path(of: program)] + arguments)
      #expect(help.status == 0)
      for (variable, _) in Self.common + Self.api + Self.worker {
        #expect(help.output.contains(variable))
      }
    }
  }

  @Test func aRoleIsCheckedOnTheCommandLineToo() async throws {
    let outcome = try await start("tonearm-worker", "run", "--roles", "dishes")
    #expect(outcome.status != 0 && outcome.errorOutput.contains("dishes"))
  }

  @Test func aConfigurationFileIsReadAndNamedWhereItIsWrong() async throws {
    let file = folder.url.appending(path: "tonearm.json")
    let changes = ["TONEARM_CONFIG": file.path(percentEncoded: false)]
    let missing = try await start("tonearm-api", "serve", changes: changes)
    #expect(missing.status != 0 && missing.errorOutput.contains("TONEARM_CONFIG"))
    for text in ["{", "[]"] {
      try Data(text.utf8).write(to: file)
      let broken = try await start("tonearm-api", "serve", changes: changes)
      #expect(broken.status != 0 && broken.errorOutput.contains("TONEARM_CONFIG"))
    }
    try Data(#"{"lock": {"seconds": 0}}"#.utf8).write(to: file)
    expectSentence(
      try await start("tonearm-api", "serve", changes: changes), "TONEARM_LOCK_SECONDS", "0")
  }

  @Test func wordsThatMeanNothingAreRefused() async throws {
    for program in ["tonearm-api", "tonearm-worker"] {
      for arguments in [["dance"], ["--fast"]] {
        let outcome = try await Program.run([BuiltProducts.path(of: program)] + arguments)
        #expect(outcome.status != 0 && outcome.errorOutput.contains("Error: "))
      }
    }
  }
}
