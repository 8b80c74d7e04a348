import Broker
import Downloads
import NIOCore
import Testing

@testable import APIServer

@Suite struct EventBacklogTests {
  private let first = DownloadID.random()
  private let second = DownloadID.random()

  private func progress(_ id: DownloadID, _ percent: Int) -> EventNews {
    .progress(id, ByteBuffer(string: "\(id == first ? "first" : "second") \(percent)"))
  }

  private func change(_ offset: Int) -> EventNews {
    .change(EventPosition(epoch: "1", offset: offset), ByteBuffer())
  }

  private func words(_ backlog: inout EventBacklog) -> [String] {
    var words: [String] = []
    while let news = backlog.removeFirst() {
      switch news {
      case .library(let chunk), .progress(_, let chunk): words.append(String(buffer: chunk))
      case .change(let position, _): words.append("change \(position.offset)")
      case .newest(let position): words.append("newest \(position.offset)")
      case .gap: words.append("gap")
      }
    }
    return words
  }

  @Test func keepsTheLatestProgressOfEachDownload() {
    var backlog = EventBacklog()
    for percent in [1, 2, 3] {
      backlog.add(progress(first, percent))
      backlog.add(progress(second, percent * 10))
    }
    #expect(words(&backlog) == ["first 3", "second 30"])
    #expect(backlog.isEmpty)
  }

  @Test func looksForLostEventsOnlyWhenNothingElseWaits() {
    let newest = EventNews.newest(EventPosition(epoch: "1", offset: 9))
    var backlog = EventBacklog()
    backlog.add(newest)
    #expect(words(&backlog) == ["newest 9"])
    backlog.add(change(8))
    backlog.add(newest)
    #expect(words(&backlog) == ["change 8"])
  }

  @Test func tooMuchBecomesAGap() {
    var backlog = EventBacklog()
    for offset in 0..<EventBacklog.limit { backlog.add(change(offset)) }
    #expect(words(&backlog).count == EventBacklog.limit)
    for offset in 0...EventBacklog.limit { backlog.add(change(offset)) }
    backlog.add(progress(first, 1))
    #expect(words(&backlog) == ["gap", "first 1"])
  }

  @Test func tooManyTracksBecomeOneChange() {
    var backlog = EventBacklog()
    let added = EventNews.library(ByteBuffer(string: "added"))
    backlog.add(progress(first, 1))
    for _ in 0...EventBacklog.libraryLimit { backlog.add(added) }
    backlog.add(added)
    let texts = words(&backlog)
    #expect(texts.count == 3)
    #expect(texts.first?.contains("event: library_changed\ndata: {}\n\n") == true)
    #expect(texts.dropFirst() == ["first 1", "added"])
  }
}
