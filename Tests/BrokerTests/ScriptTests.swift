@testable import Broker
import Downloads
import Foundation
import Redis
import TestSupport
import Testing

@Suite struct ScriptTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources/Shared/Broker/Scripts").standardized

  private func file(_ name: String) throws -> String {
    try String(contentsOf: Self.folder.appending(path: "\(name).lua"), encoding: .utf8)
  }

  @Test func everyFileIsAScript() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(
      files.sorted()
        == (BrokerScript.all.map(\.redis.name) + ["prelude"]).sorted().map { "\($0).lua" })
    for script in BrokerScript.all {
      #expect(script.redis.source.hasSuffix(try file(script.redis.name).drop { $0 != "\n" }))
    }
  }

  /// A name that neither Swift nor the script declares, such as a misspelt one, is a global in Lua.
  @Test(arguments: BrokerScript.all.map(\.redis.name))
  func usesOnlyDeclaredNames(name: String) async throws {
    let script = try #require(BrokerScript.all.first { $0.redis.name == name })
    let listing = try await Program.run(["luac5.1", "-l", "-p", "-"], input: script.redis.source)
    #expect(listing.status == 0, "\(listing.errorOutput)")
    let globals = listing.output.split(separator: "\n").filter { $0.contains("ETGLOBAL") }
      .compactMap { $0.split(separator: " ").last }
    let known: Set<Substring> = [
      "ARGV", "cjson", "ipairs", "math", "pairs", "redis", "string", "tonumber", "unpack",
    ]
    #expect(Set(globals).subtracting(known) == [])
    #expect(globals.contains("redis"))
  }

  @Test(arguments: BrokerScript.all.map(\.redis.name))
  func documentsItsReplies(name: String) throws {
    let text = try file(name)
    let documented = text.matches(of: /-- @return ([A-Z]+)/).map(\.1)
    #expect(Set(documented) == Set(text.matches(of: /\{'([A-Z]+)'/).map(\.1)))
  }

  /// Such a name stands in Swift alone.
  @Test func noScriptHasAKeyOrANameOfOurs() throws {
    let states = DownloadState.allCases.map(\.rawValue)
    let names =
      states + DownloadMove.allCases.map(\.rawValue) + DownloadEvent.allCases.map(\.rawValue)
      + DownloadJob.Kind.allCases.map(\.rawValue) + [BrokerKeys.group]
    for name in BrokerScript.all.map(\.redis.name) + ["prelude"] {
      let text = try file(name)
      #expect(names.filter { text.contains("'\($0)'") } == [], "\(name).lua")
      #expect(!text.contains("PREFIX ..") && !text.contains("':"), "\(name).lua")
    }
  }

  @Test(
    arguments: [
      ["id": "1", "fence": "1", "consumer": "w"],
      ["id": "1", "fence": "1", "consumer": "w", "entry": "1-1"],
      ["id": "1", "fence": "1", "entry": "1-1", "consumer": "w", "domain": "d"],
    ] as [ScriptArguments])
  func refusesOtherArgumentsThanTheScriptNames(arguments: ScriptArguments) async throws {
    let fixture = try await BrokerFixture()
    await #expect(throws: BrokerError.self) {
      try await fixture.broker.run(.beat, on: "{test}:jobs", arguments)
    }
    let reply = try await fixture.broker.run(
      .beat, on: "{test}:jobs", ["id": "1", "fence": "1", "entry": "1-1", "consumer": "w"])
    #expect(reply.word == "LOST")
  }
}
