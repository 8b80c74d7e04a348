import Foundation
import Synchronization

/// All of Tonearm, for tests: Redis, the API and workers, with a library and a media site of its own.
package final class TonearmStack: Sendable {
  package let redis: RedisServer
  package let site: MediaSite
  package let library: URL
  package let staging: URL
  /// What the programs find in their environment.
  package let environment: [String: String]
  private let folder: TemporaryFolder
  private let logFolder: URL
  private let parts = Mutex<[String: Program]>([:])
  private let users = Mutex<[String: Task<SignedInUser, any Error>]>([:])

  /// Starts everything and waits until it is ready.
  ///
  /// - Parameters:
  ///   - workers: How many workers to start, called `worker-1` and so on.
  ///   - settings: Environment variables of the programs, over what the stack sets itself.
  ///   - appendOnly: Whether Redis keeps its data when it is killed.
  package init(
    workers: Int = 1, settings: [String: String] = [:], appendOnly: Bool = false
  ) async throws {
    async let startingSite = MediaSite()
    redis = try await RedisServer(appendOnly: appendOnly)
    site = try await startingSite
    folder = try TemporaryFolder()
    library = folder.url.appending(path: "library")
    staging = folder.url.appending(path: "staging")
    logFolder = Self.logFolder(folder)
    let own = try Self.environment(folder, redis, site)
    environment = own.merging(settings) { _, new in new }
    for name in ["library", "staging", "state"] {
      try FileManager.default.createDirectory(
        at: folder.url.appending(path: name), withIntermediateDirectories: false)
    }
    try FileManager.default.createDirectory(at: logFolder, withIntermediateDirectories: true)
    try await withThrowingDiscardingTaskGroup { group in
      group.addTask { try await self.startAPI() }
      for number in 0..<workers { group.addTask { try await self.startWorker(number + 1) } }
    }
  }

  private static func environment(
    _ folder: TemporaryFolder, _ redis: RedisServer, _ site: MediaSite
  ) throws -> [String: String] {
    [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": folder.path, "LANG": "C.UTF-8", "TONEARM_REDIS_URL": redis.url,
      "TONEARM_API_LISTEN": "unix:\(folder.path(of: "api.sock"))",
      "TONEARM_LIBRARY_DIR": folder.path(of: "library"),
      "TONEARM_STAGING_DIR": folder.path(of: "staging"),
      "TONEARM_STATE_DIR": folder.path(of: "state"), "TONEARM_EGRESS_ALLOW": site.authority,
      "TONEARM_YTDLP_PATH": try TestTool.ytDlp.path, "TONEARM_DENO_PATH": try TestTool.deno.path,
    ]
  }

  /// TONEARM_TEST_LOGS names a folder in which every stack leaves its logs; else they go with it.
  private static func logFolder(_ folder: TemporaryFolder) -> URL {
    let kept = ProcessInfo.processInfo.environment["TONEARM_TEST_LOGS"].map { URL(filePath: $0) }
    return kept?.appending(path: folder.url.lastPathComponent) ?? folder.url.appending(path: "log")
  }

  private func log(_ name: String) -> String {
    logFolder.appending(path: "\(name).log").path(percentEncoded: false)
  }

  /// Speaks with the API as nobody in particular.
  package var client: HTTPClient { client(ofAPI: 1) }

  /// Speaks with one of several APIs as nobody in particular.
  package func client(ofAPI number: Int) -> HTTPClient {
    HTTPClient(.unix(path: socket(ofAPI: number)))
  }

  /// The path of the socket that one of several APIs listens on.
  package func socket(ofAPI number: Int = 1) -> String {
    folder.path(of: "\(Self.api(number)).sock")
  }

  /// What a part says at `/metrics`; its name is `api`, `worker-1` and so on.
  package func metrics(of name: String) async throws -> String {
    let socket = name.hasPrefix("api") ? "\(name)-metrics.sock" : "\(name).sock"
    return try await HTTPClient(.unix(path: folder.path(of: socket))).send("GET", "/metrics").text
  }

  /// The name of an API among the parts.
  private static func api(_ number: Int) -> String { number == 1 ? "api" : "api-\(number)" }

  /// Starts the API, or a further one, and waits until it is ready.
  @discardableResult
  package func startAPI(_ number: Int = 1) async throws -> Program {
    let name = Self.api(number)
    var environment = environment
    environment["TONEARM_API_LISTEN"] = "unix:\(folder.path(of: "\(name).sock"))"
    environment["TONEARM_API_METRICS_LISTEN"] = "unix:\(folder.path(of: "\(name)-metrics.sock"))"
    let command = [BuiltProducts.path(of: "tonearm-api"), "serve"]
    return try await start(name, command, environment, socket: "\(name).sock")
  }

  /// Starts a worker and waits until it is ready; `settings` are environment variables of its own.
  @discardableResult
  package func startWorker(
    _ number: Int, settings: [String: String] = [:]
  ) async throws -> Program {
    let socket = "worker-\(number).sock"
    var environment = environment.merging(settings) { _, new in new }
    environment["TONEARM_WORKER_LISTEN"] = "unix:\(folder.path(of: socket))"
    let command = [BuiltProducts.path(of: "tonearm-worker"), "run"]
    return try await start("worker-\(number)", command, environment, socket: socket)
  }

  private func start(
    _ name: String, _ command: [String], _ environment: [String: String], socket: String
  ) async throws -> Program {
    let program = try await Program.start(
      command, environment: environment, output: log(name))
    parts.withLock { $0[name] = program }
    let client = HTTPClient(.unix(path: folder.path(of: socket)))
    try await eventually("\(name) to be ready", within: .seconds(60)) {
      guard program.isRunning else {
        throw Program.Failed(description: "\(name) has ended\n\(logs)")
      }
      // Before it listens, there is nobody to connect to
      return (try? await client.send("GET", "/readyz").status) == 200
    }
    return program
  }

  /// A part by its name: `api`, `worker-1` and so on.
  package func part(_ name: String) throws -> Program {
    guard let part = parts.withLock({ $0[name] }) else {
      throw Program.Failed(description: "there is no part \(name)")
    }
    return part
  }

  /// Runs an account command of the API's program, such as `user list`.
  package func command(_ words: String..., input: String = "") async throws -> Program.Outcome {
    try await Program.run(
      [BuiltProducts.path(of: "tonearm-api")] + words, environment: environment, input: input)
  }

  /// The user of that name; the account is made when it is first asked for.
  package func user(_ name: String) async throws -> SignedInUser {
    let user = users.withLock { users in
      let user = users[name] ?? Task { try await SignedInUser(name, of: self) }
      users[name] = user
      return user
    }
    return try await user.value
  }

  /// Asks all parts that still run to end, and answers the exit statuses that are not 0, by part.
  package func stop() async throws -> [String: Int32] {
    let running = parts.withLock { $0 }.filter { $0.value.isRunning }
    for part in running.values { part.signal(SIGTERM) }
    var failed: [String: Int32] = [:]
    for (name, part) in running {
      let status = try await part.end()
      if status != 0 { failed[name] = status }
    }
    return failed
  }

  /// The last lines that each part wrote.
  package var logs: String {
    parts.withLock { Array($0.keys) }.sorted().map { name in
      // A part that has written nothing has no log
      let log = (try? String(contentsOfFile: self.log(name), encoding: .utf8)) ?? ""
      let lines = log.split(separator: "\n").suffix(30).joined(separator: "\n")
      return "--- \(name)\n\(lines)"
    }.joined(separator: "\n")
  }
}

extension TonearmStack {
  /// The stack of the running suite.
  @TaskLocal package static var shared: TonearmStack?

  /// The stack of the running suite; throws where it has none.
  package static var current: TonearmStack {
    get throws {
      guard let shared else { throw Program.Failed(description: "This suite has no stack.") }
      return shared
    }
  }
}
