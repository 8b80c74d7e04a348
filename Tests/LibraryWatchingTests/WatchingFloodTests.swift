import Catalogue
import Glibc
import TestSupport
import Testing

@testable import LibraryKeeping

/// More happens at once than can be told one by one.
@Suite(.serialized) struct WatchingFloodTests {
  private let temporary: TemporaryFolder
  private let library: WatchingFolder

  init() throws {
    temporary = try TemporaryFolder()
    library = WatchingFolder(path: temporary.path)
  }

  @Test func tellsOfThousandsOfFiles() async throws {
    let view = WatchingViewBox(root: library.path)
    try await view.watching {
      for folder in 0..<20 {
        try library.makeFolder("\(folder)")
        for file in 0..<200 { try library.write("\(folder)/\(file).mp3") }
      }
      try await eventually("all are known", within: .seconds(20)) {
        view.contents.files.count == 4000
      }
      for folder in 0..<20 { try library.remove("\(folder)") }
      try await eventually("all are gone", within: .seconds(20)) { view.contents.files.isEmpty }
    }
  }

  @Test func noticesThatRecordsWereLost() throws {
    let limit = try #require(Int(contents(of: "/proc/sys/fs/inotify/max_queued_events")))
    let disk = try LocalLibraryDisk(
      root: library.path, inotify: Inotify(), stop: WatchStop(), watchFailed: { _ in })
    var session = try WatchSession(on: disk, timings: WatchTimings())
    for number in 0...limit / 2 {
      try library.write("\(number).mp3")
      try library.remove("\(number).mp3")
    }
    #expect(try session.advance() == nil)
  }

  @Test func collapsesForASlowScanner() async throws {
    let watch = LibraryWatch(root: library.path, usesInotify: true, logger: .init(label: "test"))
    try library.makeFolder("a")
    try await watch.withEvents { events in
      var iterator = events.makeAsyncIterator()
      #expect(await iterator.next() == .rescanNeeded(.root))
      for number in 0..<200 { try library.write("a/\(number).mp3") }
      // Nobody takes what is told of a, and what happened later is told later.
      try await Task.sleep(for: .seconds(1))
      try library.write("end.mp3")
      var told: [LibraryEvent] = []
      while let event = await iterator.next() {
        told.append(event)
        if event == .changed("end.mp3") { break }
      }
      #expect(told == [.rescan("a"), .changed("end.mp3")])
    }
  }

  private func contents(of path: String) throws -> String {
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 32)
    fgets(&line, CInt(line.count), file)
    return String(decoding: line.prefix { $0 > 32 }.map { UInt8($0) }, as: UTF8.self)
  }
}
