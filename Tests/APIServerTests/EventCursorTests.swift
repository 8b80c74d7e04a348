import Broker
import Downloads
import NIOCore
import Testing

@testable import APIServer

@Suite struct EventCursorTests {
  private func position(_ offset: Int, epoch: String = "1") -> EventPosition {
    EventPosition(epoch: epoch, offset: offset)
  }

  private func change(_ offset: Int, epoch: String = "1") -> EventNews {
    .change(position(offset, epoch: epoch), ByteBuffer(string: "change \(offset)"))
  }

  private func library(_ text: String) -> EventNews { .library(ByteBuffer(string: text)) }

  /// What the cursor wants done, until it wants nothing more.
  private func words(_ cursor: inout EventCursor) -> [String] {
    var words: [String] = []
    while let action = cursor.nextAction() {
      switch action {
      case .write(let chunk): words.append(String(buffer: chunk))
      case .catchUp(let position): words.append("catch up after \(position?.offset ?? -1)")
      }
    }
    return words
  }

  /// A cursor of a client that has everything up to `offset`.
  private func cursor(at offset: Int) -> EventCursor {
    var cursor = EventCursor(after: nil)
    _ = words(&cursor)
    cursor.caughtUp(to: position(offset))
    return cursor
  }

  @Test(arguments: [nil, 4]) func firstCatchesUp(offset: Int?) {
    var cursor = EventCursor(after: offset.map { position($0) })
    #expect(!cursor.isUpToDate)
    #expect(words(&cursor) == ["catch up after \(offset ?? -1)"])
    #expect(!cursor.isUpToDate)
    cursor.caughtUp(to: position(5))
    #expect(cursor.isUpToDate)
    #expect(cursor.position == position(5))
  }

  @Test func sendsEachChangeOnce() {
    var cursor = cursor(at: 5)
    for offset in [4, 5, 6, 6, 7] { cursor.add(change(offset)) }
    #expect(words(&cursor) == ["change 6", "change 7"])
    #expect(cursor.position == position(7))
  }

  @Test func whatComesDuringACatchUpFollowsIt() {
    var cursor = EventCursor(after: nil)
    _ = words(&cursor)
    for offset in 5...7 { cursor.add(change(offset)) }
    cursor.add(library("added"))
    cursor.add(.progress(.random(), ByteBuffer(string: "progress of what may have ended")))
    #expect(words(&cursor) == [])
    cursor.caughtUp(to: position(6))
    #expect(words(&cursor) == ["change 7", "added"])
  }

  @Test func looksForWhatIsMissing() {
    var cursor = cursor(at: 5)
    cursor.add(change(7))
    cursor.add(library("added"))
    #expect(words(&cursor) == ["catch up after 5"])
    cursor.caughtUp(to: position(7))
    #expect(words(&cursor) == ["added"])
  }

  @Test func anotherLogMeansToCatchUp() {
    var cursor = cursor(at: 5)
    cursor.add(change(6, epoch: "2"))
    #expect(words(&cursor) == ["catch up after 5"])
  }

  @Test(arguments: [(4, "1", false), (5, "1", false), (6, "1", true), (5, "2", true)])
  func comparesItsPlaceWithTheLog(offset: Int, epoch: String, isBehind: Bool) {
    var cursor = cursor(at: 5)
    cursor.add(.newest(position(offset, epoch: epoch)))
    #expect(words(&cursor) == (isBehind ? ["catch up after 5"] : []))
  }

  @Test func aGapMeansToCatchUp() {
    var cursor = cursor(at: 5)
    cursor.add(.gap)
    #expect(words(&cursor) == ["catch up after 5"])
  }
}
