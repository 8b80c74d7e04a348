import Broker
import Downloads
import Testing

@testable import APIServer

@Suite struct EventBacklogTests {
  private let first = DownloadID.random()
  private let second = DownloadID.random()

  private func progress(_ id: DownloadID, _ percent: Double) -> EventBacklog.Element {
    .user(.news(.progress(id, DownloadProgress(phase: .downloading, percent: percent))))
  }

  private func words(_ elements: [EventBacklog.Element]) -> [String] {
    elements.map { element in
      switch element {
      case .library(let event): event.name.rawValue
      case .user(.news(.progress(let id, let progress))):
        "\(id == first ? "first" : "second") \(progress.percent ?? 0)"
      case .user(.news(.change(let position, _, _))): "change \(position.offset)"
      case .user(.gap): "gap"
      case .user(.tick): "tick"
      case .user(.ended): "ended"
      }
    }
  }

  @Test func keepsTheLatestProgressOfEachDownload() {
    var backlog = EventBacklog()
    for percent in [1.0, 2, 3] {
      backlog.add(progress(first, percent))
      backlog.add(progress(second, percent * 10))
    }
    #expect(words(backlog.takeAll()) == ["first 3.0", "second 30.0"])
    #expect(backlog.takeAll().isEmpty)
  }

  @Test func ticksOnlyWhenNothingElseHappens() {
    var backlog = EventBacklog()
    backlog.add(.user(.tick))
    backlog.add(.user(.tick))
    backlog.add(.user(.gap))
    backlog.add(.user(.tick))
    #expect(words(backlog.takeAll()) == ["tick", "gap"])
  }

  @Test func tooMuchBecomesAGap() throws {
    var backlog = EventBacklog()
    let download = Download(
      id: first, user: try #require(UserName("ada")),
      url: SourceURL(recorded: "https://example.org/", canonical: nil), state: .queued)
    for offset in 0...EventBacklog.limit {
      backlog.add(
        .user(.news(.change(EventPosition(epoch: "1", offset: offset), .queued, download))))
    }
    backlog.add(.user(.ended))
    #expect(words(backlog.takeAll()) == ["gap", "ended"])
  }

  @Test func tooManyTracksBecomeOneChange() {
    var backlog = EventBacklog()
    backlog.add(progress(first, 1))
    for _ in 0...EventBacklog.libraryLimit { backlog.add(.library(LibraryNews(.added))) }
    backlog.add(.library(LibraryNews(.removed)))
    #expect(words(backlog.takeAll()) == ["library_changed", "first 1.0", "track_removed"])
  }
}
