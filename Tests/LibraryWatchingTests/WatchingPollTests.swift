import Catalogue
import TestSupport
import Testing

@testable import LibraryKeeping

@Suite struct WatchingPollTests {
  @Test func tellsTheSameWithoutInotify() async throws {
    let temporary = try TemporaryFolder()
    let library = WatchingFolder(path: temporary.path)
    for folder in ["a", "b"] { try library.makeFolder("\(folder)") }
    for file in ["a/1.mp3", "a/2.mp3", "a/3.mp3", "b/4.mp3"] { try library.write("\(file)") }
    var timings = WatchTimings()
    timings.poll = .milliseconds(500)
    try await WatchingRecorder.watching(library, usesInotify: false, timings: timings) { recorder in
      try library.move("a/1.mp3", "1.mp3")
      try library.write("a/2.mp3", "other sound")
      try library.remove("a/3.mp3")
      try library.move("b", "c")
      try library.write("a/5.mp3")
      let expected: Set<LibraryEvent> = [
        .moved("a/1.mp3", "1.mp3"), .changed("a/2.mp3"), .gone("a/3.mp3"), .moved("b", "c"),
        .rescan("c"), .changed("a/5.mp3"),
      ]
      try await eventually("all is told") { Set(recorder.events) == expected }
      #expect(recorder.events.count == expected.count)
    }
  }
}
