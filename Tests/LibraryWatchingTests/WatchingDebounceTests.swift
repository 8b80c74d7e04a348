import Catalogue
import Files
import Testing

@testable import LibraryKeeping

@Suite struct WatchingDebounceTests {
  private let place = WatchTree.Place(folder: 1, name: EntryName("1.mp3"))
  private let start = ContinuousClock.now

  /// A signal after some milliseconds.
  struct Step: Sendable {
    let milliseconds: Int
    let signal: FileDebouncer.Signal
  }

  /// Gives signals, looks whenever something is due, and answers when the file was told of, in milliseconds.
  private func told(_ steps: [Step], _ stamp: (Int) -> FileStamp) -> [Int] {
    var quiet = FileDebouncer(timings: WatchTimings())
    var told: [Int] = []
    for milliseconds in stride(from: 0, through: 20_000, by: 10) {
      let now = start + .milliseconds(milliseconds)
      for step in steps where step.milliseconds == milliseconds {
        quiet.note(place, step.signal, at: now)
      }
      for due in quiet.due(at: now).files
      where quiet.look(at: due, finding: stamp(milliseconds), at: now) {
        told.append(milliseconds)
      }
    }
    return told
  }

  @Test(
    arguments: [
      // Written at once, linked, found, renamed into place.
      ([(0, .created), (0, .written), (10, .closed)], 510), ([(0, .created)], 500),
      ([(0, .found)], 500), ([(0, .closed)], 500),
      // Written in pieces by one that keeps it open, or by one that does not.
      ([(0, .created), (100, .written), (3000, .written), (4000, .closed)], 4500),
      ([(0, .closed), (300, .closed), (600, .closed)], 1100),
      // Never closed.
      ([(0, .created), (100, .written)], 5100),
      // Attributes tell nothing of whether it is open.
      ([(0, .written), (100, .touched)], 5100), ([(0, .touched)], 500),
      // Found where it waits already.
      ([(0, .closed), (400, .found)], 500),
    ] as [([(Int, FileDebouncer.Signal)], Int)])
  func waitsForQuiet(_ steps: [(Int, FileDebouncer.Signal)], until end: Int) {
    let steps = steps.map { Step(milliseconds: $0.0, signal: $0.1) }
    #expect(told(steps) { _ in .of(9) } == [end])
  }

  @Test func waitsWhileSizeChangesWithoutASignal() {
    #expect(told([Step(milliseconds: 0, signal: .found)]) { .of(Int64(min($0, 2000))) } == [2250])
  }

  @Test func waitsLongerForAFileWithoutAByte() {
    #expect(told([Step(milliseconds: 0, signal: .created)]) { _ in .of(0) } == [3000])
    #expect(told([Step(milliseconds: 0, signal: .closed)]) { _ in .of(0) } == [500])
  }

  @Test func tellsOfTheFolderWhenTooManyOfItsFilesWait() {
    var quiet = FileDebouncer(timings: WatchTimings())
    for number in 0...FileDebouncer.folderLimit {
      quiet.note(.init(folder: 1, name: EntryName("\(number).mp3")), .closed, at: start)
    }
    quiet.note(place, .closed, at: start + .milliseconds(400))
    #expect(quiet.due(at: start + .milliseconds(800)) == ([], []))
    #expect(quiet.due(at: start + .milliseconds(900)) == ([], [1]))
    #expect(quiet.nextDue == nil)
  }

  @Test func tellsOfARestlessFolderInTheEnd() {
    var quiet = FileDebouncer(timings: WatchTimings())
    var told: [Int] = []
    for milliseconds in stride(from: 0, to: 3000, by: 2) {
      let now = start + .milliseconds(milliseconds)
      quiet.note(.init(folder: 1, name: EntryName("\(milliseconds).mp3")), .closed, at: now)
      for _ in quiet.due(at: now).folders { told.append(milliseconds) }
      if milliseconds == 100 {
        for number in 0...FileDebouncer.folderLimit {
          quiet.note(.init(folder: 1, name: EntryName("x\(number).mp3")), .closed, at: now)
        }
      }
    }
    #expect(told == [2100])
  }

  @Test func tellsOfEverythingWhenTooManyFilesWait() {
    var quiet = FileDebouncer(timings: WatchTimings())
    for number in 0...FileDebouncer.totalLimit {
      quiet.note(.init(folder: number % 100, name: EntryName("\(number).mp3")), .closed, at: start)
    }
    #expect(quiet.due(at: start + .milliseconds(500)) == ([], [WatchTree.root]))
  }
}
