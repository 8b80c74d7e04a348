import Files
import Foundation
import TestSupport
import Testing

@testable import Catalogue

@Suite struct PagingTests {
  @Test(arguments: TrackSort.allCases, TrackOrder.allCases)
  func showsEveryTrackOnceWhateverComesBetween(sort: TrackSort, order: TrackOrder) async throws {
    let fixture = try CatalogueFixture()
    var random = SeededRandom(seed: 11)
    var made = 0
    func add(_ count: Int) async throws -> [Track] {
      var tracks: [Track] = []
      for _ in 0..<count {
        made += 1
        let file = LibraryFile.at(
          try #require(TrackPath("\(made).mp3")),
          title: ["é", "E", "b", nil].randomElement(using: &random)!,
          artist: ["x", nil].randomElement(using: &random)!,
          album: Bool.random(using: &random) ? "A" : nil,
          durationSeconds: [1, 2.5, nil].randomElement(using: &random)!)
        let now = Date(integerLiteral: Int64.random(in: 0...5, using: &random))
        tracks += try await fixture.store(file, at: now)
      }
      return tracks
    }
    let original = Set(try await add(60).map(\.id))
    for query in ["", "e"] {
      var request = PageRequest(query: query, sort: sort, order: order, limit: 7)
      let expected = Set(
        try await fixture.reader.page(
          PageRequest(query: query, sort: sort, order: order, limit: 500)
        ).tracks.map(\.id))
      var seen: [Track] = []
      repeat {
        let page = try await fixture.reader.page(request)
        #expect(page.tracks.count <= 7)
        #expect(page.tracks.count == 7 || page.nextCursor == nil)
        seen += page.tracks
        request.cursor = page.nextCursor
        _ = try await add(2)
      } while request.cursor != nil
      #expect(Set(seen.map(\.id)).count == seen.count)
      #expect(expected.isSubset(of: seen.map(\.id)))
      #expect(query != "" || original.isSubset(of: seen.map(\.id)))
      expectSorted(seen, by: sort, order)
    }
  }

  private func expectSorted(_ tracks: [Track], by sort: TrackSort, _ order: TrackOrder) {
    struct Place: Equatable {
      let key: String?
      let id: String
    }
    let places = tracks.map { track in
      let keys = SortKeys(track.file.tags)
      let key =
        switch sort {
        case .addedAt: String(track.addedAtMilliseconds)
        case .title: keys.title
        case .artist: keys.artist
        case .album: keys.album
        case .durationSeconds: track.file.durationSeconds.map { String($0) }
        }
      return Place(key: key, id: track.id.description)
    }
    let sorted = places.sorted { left, right in
      guard left.key != right.key else {
        return order == .ascending ? left.id < right.id : left.id > right.id
      }
      guard let first = left.key, let second = right.key else { return left.key != nil }
      let isLess = first.unicodeScalars.lexicographicallyPrecedes(second.unicodeScalars)
      return isLess == (order == .ascending)
    }
    #expect(places == sorted)
  }

  @Test func sortsWithoutCaseAndAccentsAndKeepsAlbumsTogether() async throws {
    let fixture = try CatalogueFixture()
    var second = LibraryFile.titled("Zwei", artist: "édith", album: "B")
    second.tags.trackNumber = 2
    var first = LibraryFile.titled("eins", artist: "Edith", album: "b")
    first.tags.trackNumber = 1
    try await fixture.store(second, first, .titled("Äpfel", artist: "Faun"), .titled("zz"))
    #expect(try await fixture.titles("", sort: .title) == ["Äpfel", "eins", "Zwei", "zz"])
    #expect(try await fixture.titles("", sort: .artist) == ["eins", "Zwei", "Äpfel", "zz"])
  }

  @Test(arguments: [
    "", "x", "e30", "null", "{}", "%", "😀", String(repeating: "A", count: 100_000),
    "eyJpZCI6IicgT1IgMSIsImtleSI6eyJub25lIjp7fX0sIm9yZGVyIjoiYXNjIiwic29ydCI6InRpdGxlIn0",
  ])
  func refusesForeignCursors(cursor: String) async throws {
    let fixture = try CatalogueFixture()
    try await fixture.store(.titled("A song"))
    let error = await #expect(throws: CatalogueError.self) {
      try await fixture.reader.page(PageRequest(sort: .title, cursor: cursor))
    }
    #expect(error?.code == .invalidCursor)
  }

  @Test func refusesTheCursorOfAnotherOrder() async throws {
    let fixture = try CatalogueFixture()
    try await fixture.store(.titled("A"), .titled("B"))
    let cursor = try await fixture.reader.page(PageRequest(sort: .title, limit: 1)).nextCursor
    #expect(cursor != nil)
    for request in [
      PageRequest(sort: .album, cursor: cursor),
      PageRequest(sort: .title, order: .descending, cursor: cursor),
    ] {
      let error = await #expect(throws: CatalogueError.self) {
        try await fixture.reader.page(request)
      }
      #expect(error?.code == .invalidCursor)
    }
  }

  @Test func walksThroughManyMatches() async throws {
    let fixture = try CatalogueFixture()
    let files = (0..<2500).map { number in
      LibraryFile.at(TrackPath(unchecked: Array("\(number)".utf8)), title: "song \(number % 50)")
    }
    _ = try await fixture.writer.store(files, isPending: false, at: 1)
    var request = PageRequest(query: "song", sort: .title, limit: 500)
    var seen: Set<TrackID> = []
    repeat {
      let page = try await fixture.reader.page(request)
      #expect(page.total == 2500)
      seen.formUnion(page.tracks.map(\.id))
      request.cursor = page.nextCursor
    } while request.cursor != nil
    #expect(seen.count == 2500)
  }
}
