import Foundation
import Runtime
import Testing

@Suite struct SettingsReaderTests {
  @Test func fallsBackToTheDefault() throws {
    let reader = SettingsReader(values: [:])
    #expect(try reader.text(.redisURL) == "redis://127.0.0.1:6379/0")
    #expect(try reader.integer(.leaseSeconds, 1...100) == 60)
    #expect(reader.optionalText(.egressAllow) == nil)
  }

  @Test func readsTheEnvironmentsNames() throws {
    #expect(SettingKey.downloadMaxBytes.variable == "TONEARM_DOWNLOAD_MAX_BYTES")
    let reader = SettingsReader(values: [.workerSlots: "7", .apiHosts: "a.example, B.example,"])
    #expect(try reader.integer(.workerSlots, 1...64) == 7)
    #expect(reader.list(.apiHosts) == ["a.example", "B.example"])
  }

  @Test(arguments: ["0", "65", "two", "-1", "1.5", " 3"])
  func namesKeyValueAndRange(value: String) {
    let reader = SettingsReader(values: [.workerSlots: value])
    let error = #expect(throws: SettingError.self) { try reader.integer(.workerSlots, 1...64) }
    #expect(
      error?.description
        == "TONEARM_WORKER_SLOTS is \"\(value)\", but must be a whole number from 1 to 64.")
  }

  @Test func listsTheAllowedWords() {
    let reader = SettingsReader(values: [.logFormat: "xml"])
    let error = #expect(throws: SettingError.self) {
      let _: LogFormat = try reader.choice(.logFormat)
    }
    #expect(error?.description == "TONEARM_LOG_FORMAT is \"xml\", but must be one of text, json.")
  }

  @Test func saysThatAProgramIsMissing() {
    let reader = SettingsReader(values: [.ffmpegPath: "/nowhere/ffmpeg"])
    #expect(throws: SettingError.self) { try reader.program(.ffmpegPath) }
  }

  @Test func everyKeyIsInTheHelp() {
    for key in SettingKey.allCases {
      #expect(SettingKey.help.contains(key.variable))
      #expect(!key.meaning.isEmpty)
    }
  }

  @Test(arguments: SettingKey.allCases)
  func theReadmeTellsEveryKey(key: SettingKey) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let value = key.defaultText.isEmpty ? "–" : "`\(key.defaultText)`"
    #expect(readme.contains("| `\(key.variable)` | \(value) | \(key.meaning) |"))
  }

  @Test(arguments: [
    ("127.0.0.1:8080", ListenAddress.tcp(host: "127.0.0.1", port: 8080)),
    ("[::1]:0", .tcp(host: "::1", port: 0)), ("localhost:1", .tcp(host: "localhost", port: 1)),
    ("unix:/run/a.sock", .unix(path: "/run/a.sock")),
  ])
  func readsListenAddresses(text: String, address: ListenAddress) {
    #expect(ListenAddress(text) == address)
    #expect(ListenAddress(address.description) == address)
  }

  @Test(arguments: [
    "", "8080", ":80", "a:b", "127.0.0.1:70000", "unix:relative", "::1:80", "http://a:1",
  ])
  func refusesOtherAddresses(text: String) {
    #expect(ListenAddress(text) == nil)
  }
}
