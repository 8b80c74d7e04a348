import Catalogue
import TestSupport
import Testing

@testable import LibraryKeeping

@Suite(.serialized) struct WatchingModelTests {
  private let temporary: TemporaryFolder
  private let library: WatchingFolder
  private let outside: WatchingFolder

  init() throws {
    temporary = try TemporaryFolder()
    library = WatchingFolder(path: temporary.path(of: "library"))
    outside = WatchingFolder(path: temporary.path(of: "outside"))
    let folder = WatchingFolder(path: temporary.path)
    try folder.makeFolder("library")
    try folder.makeFolder("outside")
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>, [(true, nil), (false, 50), (true, 50)])
  func knowsWhatIsThereAfterAnyDisorder(
    seed: UInt64, mode: (usesInotify: Bool, pollMilliseconds: Int?)
  ) async throws {
    var disorder = WatchingDisorder(seed: seed, library: library, outside: outside)
    for _ in 0..<50 { try await disorder.act() }
    try library.write("begin.mp3")
    let view = WatchingViewBox(root: library.path)
    var timings = WatchTimings()
    timings.poll = mode.pollMilliseconds.map { .milliseconds($0) }
    try await view.watching(usesInotify: mode.usesInotify, timings: timings) {
      try await eventually("the first look") { !view.contents.files.isEmpty }
      for _ in 0..<500 { try await disorder.act() }
      try library.write("end.mp3")
      try await eventually("the end is told") { view.contents.told.contains(.at("end.mp3")) }
      try await eventually("the view agrees") {
        view.contents.files == (try WatchingView.walk(library.path))
      }
    }
  }
}
