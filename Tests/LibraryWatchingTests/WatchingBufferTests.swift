import Catalogue
import Testing

@testable import LibraryKeeping

@Suite struct WatchingBufferTests {
  private func taken(_ events: [LibraryEvent]) -> [LibraryEvent] {
    var buffer = LibraryEventBuffer()
    for event in events { buffer.append(event) }
    var taken: [LibraryEvent] = []
    while let event = buffer.popFirst() { taken.append(event) }
    return taken
  }

  @Test func keepsOrder() {
    let events: [LibraryEvent] = [
      .changed("a/1.mp3"), .moved("a/1.mp3", "2.mp3"), .gone("a"),
      .pictureChanged(in: .root),
    ]
    #expect(taken(events) == events)
  }

  @Test func collapsesAFolder() {
    let many = (0...LibraryEventBuffer.folderLimit).map { LibraryEvent.changed("a/\($0).mp3") }
    let moved = LibraryEvent.moved("a/1.mp3", "b/1.mp3")
    #expect(
      taken([moved] + many + [.changed("b/2.mp3"), .gone("a/3.mp3"), .gone("a/b/c")])
        == [moved, .rescan("a"), .changed("b/2.mp3")])
  }

  @Test func collapsesEverything() {
    let many = (0...LibraryEventBuffer.totalLimit).map { LibraryEvent.changed("\($0)/1.mp3") }
    #expect(taken(many + [.gone("1.mp3")]) == [.rescanNeeded(.root)])
  }

  @Test func keepsARescanBehindWhatWouldUndoIt() {
    let events: [LibraryEvent] = [
      .rescan("a"), .moved("b/c", "a/c"), .rescan("a/c"), .rescan("a/c"),
    ]
    #expect(taken(events) == Array(events.dropLast()))
  }

  @Test func tellsNothingOfWhatWasThereBeforeTheRootWasLost() {
    #expect(
      taken([
        .changed("1.mp3"), .rescanNeeded(.root), .rootDisappeared, .rootReturned,
        .rescanNeeded(.root), .changed("2.mp3"),
      ]) == [.rootDisappeared, .rootReturned, .rescanNeeded(.root)])
  }

  @Test func startsAfreshWhenTaken() {
    var buffer = LibraryEventBuffer()
    for round in 0..<10 {
      for number in 0..<LibraryEventBuffer.folderLimit {
        buffer.append(.changed("a/\(round) \(number).mp3"))
      }
      for number in 0..<LibraryEventBuffer.folderLimit {
        #expect(buffer.popFirst() == (.changed("a/\(round) \(number).mp3")))
      }
    }
    buffer.append(.rescanNeeded(.root))
    #expect(buffer.popFirst() == .rescanNeeded(.root))
    buffer.append(.changed("1.mp3"))
    #expect(buffer.popFirst() == (.changed("1.mp3")))
    #expect(buffer.popFirst() == nil)
  }
}
