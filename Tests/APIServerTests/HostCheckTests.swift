import Hummingbird
import Testing

@testable import APIServer

@Suite struct HostCheckTests {
  private let check = HostCheck<BasicRequestContext>(hosts: ["music.example"])

  @Test(arguments: [
    "localhost", "LOCALHOST:8080", "127.0.0.1", "192.168.1.7:8080", "[::1]", "[fe80::1]:80",
    "music.example", "Music.Example:443",
  ])
  func takesItsOwnNames(host: String) {
    #expect(check.isOurs(host))
  }

  @Test(arguments: [
    "", "evil.example", "music.example.evil.example", "1.2.3", "1.2.3.4.5", "1.2.3.256",
    "127.0.0.1.evil.example",
    "localhost.evil.example", "[::1", "a]",
  ])
  func refusesOthers(host: String) {
    #expect(!check.isOurs(host))
  }
}
