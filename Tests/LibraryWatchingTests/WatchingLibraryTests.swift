import Catalogue
import Glibc
import TestSupport
import Testing

@testable import LibraryKeeping

/// What is told of things that happen to real folders.
@Suite(.serialized) struct WatchingLibraryTests {
  private let temporary: TemporaryFolder
  private let library: WatchingFolder
  private let outside: WatchingFolder

  init() throws {
    temporary = try TemporaryFolder()
    let folder = WatchingFolder(path: temporary.path)
    try folder.makeFolder("library")
    try folder.makeFolder("outside")
    library = WatchingFolder(path: temporary.path(of: "library"))
    outside = WatchingFolder(path: temporary.path(of: "outside"))
  }

  @Test func tellsOfANewFileWithinTwoSeconds() async throws {
    try await WatchingRecorder.watching(library) { recorder in
      try library.write("a.mp3")
      try await eventually("it is told", within: .seconds(2)) { !recorder.events.isEmpty }
      #expect(recorder.events == [.changed("a.mp3")])
    }
  }

  @Test func beginsWithARescanAndTellsNothingOfWhatIsThere() async throws {
    try library.write("a.mp3")
    let watch = LibraryWatch(root: library.path, usesInotify: true, logger: .init(label: "test"))
    try await watch.withEvents { events in
      var iterator = events.makeAsyncIterator()
      #expect(await iterator.next() == .rescanNeeded(.root))
      try library.write("b.mp3")
      #expect(await iterator.next() == .changed("b.mp3"))
    }
  }

  @Test func losesNothingThatIsWrittenIntoNewFolders() async throws {
    try await WatchingRecorder.watching(library) { recorder in
      let names = (0..<200).map { "a\($0)/b/c.mp3" }
      for number in 0..<200 {
        try library.makeFolder("a\(number)")
        try library.makeFolder("a\(number)/b")
        try library.write("a\(number)/b/c.mp3")
      }
      try await eventually("all are told") { recorder.changed.count >= names.count }
      #expect(recorder.changed.sorted() == names.sorted())
    }
  }

  @Test func tellsOnceOfASlowFileWhenItIsWhole() async throws {
    try await WatchingRecorder.watching(library) { recorder in
      let piece = String(repeating: "x", count: 10_000)
      let path = library.path + "/slow.mp3"
      let descriptor = open(path, O_WRONLY | O_CREAT, 0o644)
      for _ in 0..<8 {
        #expect(write(descriptor, piece, piece.utf8.count) == piece.utf8.count)
        // The slowness that is tested; longer than a closed file has to be quiet.
        try await Task.sleep(for: .milliseconds(600))
        #expect(recorder.events == [])
      }
      close(descriptor)
      try await eventually("it is told") { !recorder.events.isEmpty }
      try library.write("end.mp3")
      try await eventually("the end is told") { recorder.changed.contains("end.mp3") }
      #expect(recorder.events == [.changed("slow.mp3"), .changed("end.mp3")])
    }
  }

  @Test func tellsOfRewritingByRename() async throws {
    try library.write("a.mp3", "old")
    try await WatchingRecorder.watching(library) { recorder in
      try library.write(".a.mp3.tmp", "new")
      try library.move(".a.mp3.tmp", "a.mp3")
      try await eventually("it is told") { !recorder.events.isEmpty }
      #expect(recorder.events == [.changed("a.mp3")])
    }
  }

  @Test func tellsOfMoves() async throws {
    for folder in ["a", "b", "c"] { try library.makeFolder("\(folder)") }
    for file in ["a/1.mp3", "a/2.mp3", "b/3.mp3", "c/4.mp3"] { try library.write("\(file)") }
    try outside.makeFolder("d")
    try outside.write("d/5.mp3")
    try await WatchingRecorder.watching(library) { recorder in
      func expect(_ events: [LibraryEvent]) async throws {
        try await eventually("\(events) is told") { recorder.events == events }
        recorder.clear()
      }
      try library.move("a/1.mp3", "b/1.mp3")
      try await expect([.moved("a/1.mp3", "b/1.mp3")])
      try library.move("b", "a/b")
      try await expect([.moved("b", "a/b"), .rescan("a/b")])
      try outside.move("d", to: library, "d")
      try await expect([.changed("d/5.mp3")])
      try library.move("a/2.mp3", to: outside, "2.mp3")
      try await expect([.gone("a/2.mp3")])
      try library.move("c", to: outside, "c")
      try await expect([.gone("c")])
      // Both folders were renamed; only one is still in the library.
      try outside.write("c/4.mp3", "new")
      try library.write("a/b/3.mp3", "new")
      try await expect([.changed("a/b/3.mp3")])
    }
  }

  @Test func tellsOfPictures() async throws {
    try library.makeFolder("a")
    try await WatchingRecorder.watching(library) { recorder in
      try library.write("a/cover.jpg")
      try library.write("a/other.jpg")
      try await eventually("it is told") { !recorder.events.isEmpty }
      try library.remove("a/cover.jpg")
      try await eventually("it is told") { recorder.events.count == 2 }
      #expect(
        recorder.events == Array(repeating: .pictureChanged(in: .beneath(.at("a"))), count: 2))
    }
  }

  @Test func takesNamesThatAreNotUTF8() async throws {
    let folder: [UInt8] = [0x61, 0xff]
    let file = folder + [0x2f, 0xfe] + Array(".mp3".utf8)
    try await WatchingRecorder.watching(library) { recorder in
      try library.makeFolder(.init(folder))
      try library.write(.init(file))
      try await eventually("it is told") { !recorder.events.isEmpty }
      #expect(recorder.events == [.fileChanged(try #require(TrackPath(file)))])
      try library.remove(.init(folder))
      let gone = LibraryEvent.removed(try #require(TrackPath(folder)))
      try await eventually("it is told") { recorder.events.contains(gone) }
    }
  }

  @Test func passesOverLinksAndWhatIsHidden() async throws {
    try outside.write("1.mp3")
    try await WatchingRecorder.watching(library) { recorder in
      try library.link(to: ".", "loop")
      try library.link(to: outside.path, "outside")
      try library.link(to: outside.path + "/1.mp3", "1.mp3")
      try library.makeFolder(".tonearm")
      try library.write(".tonearm/2.mp3")
      try library.write("3.mp3.part")
      try library.write("end.mp3")
      try await eventually("the end is told") { recorder.changed.contains("end.mp3") }
      // That there is no file named 1.mp3 may be told.
      #expect(recorder.changed == ["end.mp3"])
    }
  }

  @Test(.enabled("nothing is unreadable to root") { geteuid() != 0 })
  func looksIntoAFolderThatBecomesReadable() async throws {
    try library.makeFolder("a")
    try library.write("a/1.mp3")
    try library.setMode(0, of: "a")
    try await WatchingRecorder.watching(library) { recorder in
      try library.setMode(0o700, of: "a")
      try await eventually("it is told") { recorder.changed == ["a/1.mp3"] }
      #expect(recorder.events == [.rescan("a"), .changed("a/1.mp3")])
    }
  }

  @Test func leavesNothingOpen() async throws {
    let descriptors = WatchingFolder(path: "/proc/self/fd")
    let open = try descriptors.names(in: ".").count
    for _ in 0..<20 { try await WatchingRecorder.watching(library) { _ in } }
    // Other tests open and close some meanwhile.
    #expect(try descriptors.names(in: ".").count < open + 20)
  }
}
