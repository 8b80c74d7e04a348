import Files
import Foundation
import Testing

@testable import Catalogue

@Suite struct SearchSpeedTests {
  /// The bound is generous: the machine may be busy with other things. The benchmark has the honest figure.
  @Test func searchesFiftyThousandTracksInNoTime() async throws {
    let fixture = try CatalogueFixture()
    let words = ["love", "night", "Blue", "été", "夜", "солнце", "river", "dance", "moon", "Fire"]
    for batch in 0..<50 {
      let files = (0..<1000).map { place in
        let number = batch * 1000 + place
        let title = "\(words[number % 10]) \(words[number / 10 % 10]) \(number)"
        return LibraryFile.at(
          TrackPath(unchecked: Array("\(number)".utf8)), title: title,
          artist: "Artist \(number % 3000)")
      }
      _ = try await fixture.writer.store(
        files, isPending: false, at: Date(integerLiteral: Int64(batch)))
    }
    for query in ["", "a", "love", "l n", "夜", "artist 12", "ete blue 4"] {
      let duration = try await ContinuousClock().measure {
        let page = try await fixture.reader.page(PageRequest(query: query, sort: .title))
        #expect(page.tracks.count == 50)
      }
      #expect(duration < .seconds(2), "\(query)")
    }
  }
}
