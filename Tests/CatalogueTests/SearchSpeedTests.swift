import Files
import Foundation
import GRDB
import GRDBSQLite
import Synchronization
import Testing

@testable import Catalogue

/// How much work SQLite has with a search, which unlike its time is the same on every machine. The benchmark
/// has the seconds.
@Suite struct SearchSpeedTests {
  /// Six for each track is the most that any search takes: that for "a", which counts all tracks. One that reads
  /// and sorts all of them takes four times as many.
  @Test func searchesFiftyThousandTracksInFewSteps() async throws {
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
      let fetch = PageFetch(PageRequest(query: query, sort: .title), after: nil)
      let steps = SQLiteSteps()
      let page = try await fixture.reader.read("list tracks") { db in
        steps.begin(in: db)
        defer { steps.end(in: db) }
        return try fetch.page(db)
      }
      #expect(page.tracks.count == 50)
      #expect(steps.count < 500_000, "\(query)")
    }
  }
}

/// Counts the instructions of SQLite's virtual machine (https://www.sqlite.org/c3ref/progress_handler.html).
private final class SQLiteSteps: Sendable {
  private static let interval = 100
  private let counted = Atomic(0)

  /// How many there were, to the hundred.
  var count: Int { counted.load(ordering: .relaxed) }

  func begin(in db: Database) {
    let count: @convention(c) (UnsafeMutableRawPointer?) -> CInt = { steps in
      guard let steps else { return 1 }
      Unmanaged<SQLiteSteps>.fromOpaque(steps).takeUnretainedValue()
        .counted.wrappingAdd(SQLiteSteps.interval, ordering: .relaxed)
      return 0
    }
    sqlite3_progress_handler(
      db.sqliteConnection, CInt(Self.interval), count, Unmanaged.passUnretained(self).toOpaque())
  }

  /// To be called before the steps go: SQLite keeps no reference.
  func end(in db: Database) { sqlite3_progress_handler(db.sqliteConnection, 0, nil, nil) }
}
