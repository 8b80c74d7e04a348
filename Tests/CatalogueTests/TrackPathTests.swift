import Files
import Testing

@testable import Catalogue

@Suite struct TrackPathTests {
  @Test(arguments: ["a.mp3", "a/b c/ü.flac", ".hidden/x", "..a", "a/...", "-"])
  func takesRelativePaths(text: String) throws {
    #expect(try #require(TrackPath(text)).description == text)
  }

  @Test(arguments: ["", "/a", "a/", "a//b", ".", "..", "a/../b", "./a", "a\0b"])
  func refusesWhatLeadsElsewhere(text: String) {
    #expect(TrackPath(text) == nil)
  }

  @Test func keepsBytesThatAreNoText() throws {
    let path = try #require(TrackPath([0x61, 0xff, 0x2f, 0xe9]))
    #expect(path.bytes == [0x61, 0xff, 0x2f, 0xe9])
    #expect(path.description == "a\u{fffd}/\u{fffd}")
    #expect(path != TrackPath([0x61, 0xfe, 0x2f, 0xe9]))
  }

  @Test func movesWithItsFolderOnly() {
    let path: TrackPath = "a/b/c.mp3"
    #expect(path.moved(from: "a", to: "x/y") == "x/y/b/c.mp3")
    #expect(path.moved(from: "a/b", to: "z") == "z/c.mp3")
    #expect(path.moved(from: "a/b/c.mp3", to: "z") == nil)
    #expect(path.moved(from: "a/bb", to: "z") == nil)
  }
}
