import Foundation
import TestSupport
import Testing

@testable import Fetching

/// The programmes that use the proxy in earnest.
@Suite struct EgressClientsTests {
  private static let ytDlp = ProcessInfo.processInfo.environment["TONEARM_TEST_YTDLP"]
  private static let curl = "/usr/bin/curl"

  /// Answers any number of GET and HEAD requests for a file that passes as MP3.
  private static let song: LoopbackOrigin.Answer = { connection in
    let head = try connection.receive(until: "\r\n\r\n")
    let body = "ID3\u{4}" + String(repeating: "a", count: 300_000)
    try connection.send(
      "HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nContent-Length: \(body.utf8.count)\r\n\r\n")
    if head.hasPrefix("GET ") { try connection.send(body) }
  }

  private func run(_ program: String, _ arguments: String...) async throws -> (
    status: Int32, output: String
  ) {
    try await blocking {
      let process = Process()
      process.executableURL = URL(filePath: program)
      process.arguments = arguments
      process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardError = pipe
      try process.run()
      let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: curl)), arguments: [[], ["-p"]])
  func servesCurl(tunnel: [String]) async throws {
    try await EgressFixture.run(answer: Self.song) { egress in
      let result = try await run(
        Self.curl, "-sS", "-x", "http://127.0.0.1:\(try #require(egress.proxy.port))",
        tunnel.first ?? "-q",
        "http://127.0.0.1:\(egress.origin.port)/song.mp3")
      #expect(result.status == 0)
      #expect(result.output.utf8.count == 300_004)
      #expect(egress.proxy.report.connections == 1)
    }
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: curl)))
  func deniesWhereARedirectLeads() async throws {
    try await EgressFixture.run(answer: Self.song) { inner in
      let location = "http://127.0.0.1:\(inner.origin.port)/song.mp3"
      let redirect: LoopbackOrigin.Answer = { connection in
        _ = try connection.receive(until: "\r\n\r\n")
        try connection.send(
          "HTTP/1.1 302 Found\r\nLocation: \(location)\r\nContent-Length: 0\r\n\r\n")
      }
      try await EgressFixture.run(answer: redirect) { egress in
        let result = try await run(
          Self.curl, "-sSL", "-x", "http://127.0.0.1:\(try #require(egress.proxy.port))",
          "http://127.0.0.1:\(egress.origin.port)/")
        #expect(result.output == "127.0.0.1 is a loopback address\n")
        #expect(egress.proxy.report.lastDenial == "127.0.0.1 is a loopback address")
        #expect(inner.origin.connections == 0)
      }
    }
  }

  @Test(.enabled(if: ytDlp != nil)) func servesYtDlp() async throws {
    let program = try #require(Self.ytDlp)
    let folder = try TemporaryFolder()
    try await EgressFixture.run(answer: Self.song) { egress in
      let result = try await run(
        program, "--ignore-config", "--no-cache-dir", "--proxy",
        "http://127.0.0.1:\(try #require(egress.proxy.port))",
        "-P", folder.path, "-o", "media.%(ext)s", "--fixup", "never",
        "http://127.0.0.1:\(egress.origin.port)/song.mp3")
      #expect(result.status == 0, "\(result.output)")
      let file = try Data(contentsOf: folder.url.appending(path: "media.mp3"))
      #expect(file.count == 300_004)
      #expect(egress.proxy.report.connections == egress.origin.connections)
      #expect(egress.proxy.report.connections > 0)
    }
  }

  @Test(.enabled(if: ytDlp != nil)) func showsYtDlpWhyItIsDenied() async throws {
    let program = try #require(Self.ytDlp)
    try await EgressFixture.run(answer: Self.song) { egress in
      let result = try await run(
        program, "--ignore-config", "--no-cache-dir", "--proxy",
        "http://127.0.0.1:\(try #require(egress.proxy.port))",
        "http://10.0.0.7/song.mp3")
      #expect(result.status != 0)
      #expect(result.output.contains("403: Tonearm: 10.0.0.7 is a private address"))
      #expect(egress.proxy.report.lastDenial == "10.0.0.7 is a private address")
    }
  }
}
