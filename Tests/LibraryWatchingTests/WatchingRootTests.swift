import Catalogue
import TestSupport
import Testing

@testable import LibraryKeeping

/// The library folder itself comes and goes.
@Suite struct WatchingRootTests {
  private let temporary: TemporaryFolder
  private let folder: WatchingFolder
  private let library: WatchingFolder
  private let timings: WatchTimings

  init() throws {
    temporary = try TemporaryFolder()
    folder = WatchingFolder(path: temporary.path)
    library = WatchingFolder(path: temporary.path(of: "library"))
    var timings = WatchTimings()
    timings.rootLook = .milliseconds(200)
    self.timings = timings
  }

  private let back: [LibraryEvent] = [.rootReturned, .rescanNeeded(.root)]

  @Test(arguments: [true, false])
  func waitsForALibraryThatIsNotThere(usesInotify: Bool) async throws {
    let watch = LibraryWatch(
      root: library.path, usesInotify: usesInotify, timings: timings, logger: .init(label: "test"))
    try await watch.withEvents { events in
      var iterator = events.makeAsyncIterator()
      #expect(await iterator.next() == .rootDisappeared)
      try folder.makeFolder("library")
      #expect(await iterator.next() == .rootReturned)
      #expect(await iterator.next() == .rescanNeeded(.root))
    }
  }

  @Test(arguments: [true, false])
  func tellsOfNoFileWhenTheLibraryIsMovedAway(usesInotify: Bool) async throws {
    try folder.makeFolder("library")
    try library.makeFolder("a")
    try library.write("a/1.mp3")
    try await WatchingRecorder.watching(library, usesInotify: usesInotify, timings: timings) {
      recorder in
      try folder.move("library", "elsewhere")
      try await eventually("it is told") { recorder.events == [.rootDisappeared] }
      try folder.move("elsewhere", "library")
      try await eventually("it is back") { recorder.events == [.rootDisappeared] + back }
    }
  }

  @Test func watchesALibraryThatTookThePlaceOfAnother() async throws {
    try folder.makeFolder("library")
    try await WatchingRecorder.watching(library, timings: timings) { recorder in
      try folder.makeFolder("other")
      try folder.remove("library")
      try folder.move("other", "library")
      try await eventually("it is told") { recorder.events == [.rootDisappeared] + back }
      try library.write("1.mp3")
      try await eventually("it is watched") { recorder.changed == ["1.mp3"] }
    }
  }

  @Test func noticesAnotherLibraryInPlaceOfAParent() async throws {
    let inner = WatchingFolder(path: library.path + "/inner")
    try folder.makeFolder("library")
    try library.makeFolder("inner")
    try await WatchingRecorder.watching(inner, timings: timings) { recorder in
      try folder.move("library", "elsewhere")
      try await eventually("it is told") { recorder.events == [.rootDisappeared] }
    }
  }
}
