import Files
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Catalogue

@Suite struct CatalogueSchemaTests {
  /// A track as version 1 wrote it; every later version must still have it.
  private static let version1 = """
    INSERT INTO track (id, path, sizeBytes, modifiedAt, inode, title, artist, titleKey, artistKey,
      words, isPending, addedAt, updatedAt)
    VALUES ('01234567-89ab-4def-8123-456789abcdef', CAST('a.mp3' AS BLOB), 1, 2, 3, 'Jóga', 'Björk',
      'joga' || char(1) || 'bjork', 'bjork' || char(1) || char(1) || '000000000000', 'joga bjork', 0, 4, 5);
    """

  @Test func keepsTheTracksOfVersion1() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path(of: "catalogue.sqlite")
    let old = try DatabaseQueue(path: path)
    try CatalogueSchema.migrator.migrate(old, upTo: "1")
    try await old.write { try $0.execute(sql: Self.version1) }
    try old.close()

    let writer = try CatalogueWriter(path: path)
    let reader = CatalogueReader(path: path)
    let tracks = try await reader.page(PageRequest(query: "bjo jog")).tracks
    #expect(tracks.map(\.file.path) == ["a.mp3"])
    #expect(tracks.map(\.addedAtMilliseconds) == [4])
    let same = try await reader.duplicates(ofArtist: "björk", title: "jóga", durationSeconds: nil)
    #expect(same == tracks)
    #expect(try await writer.track(at: "a.mp3") == tracks[0])
  }

  @Test func carriesTheNumberOfTheNewestMigration() throws {
    let migrations = CatalogueSchema.migrator.migrations
    #expect(migrations.last == String(CatalogueSchema.version))
    let database = try DatabaseQueue()
    try CatalogueSchema.migrator.migrate(database)
    let version = try database.read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
    #expect(version == CatalogueSchema.version)
  }

  @Test func leavesANewerCatalogueAlone() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path(of: "catalogue.sqlite")
    var newer = CatalogueSchema.migrator
    newer.registerMigration("newer") { try $0.execute(sql: "PRAGMA user_version = 999") }
    let database = try DatabaseQueue(path: path)
    try newer.migrate(database)
    try database.close()
    let error = #expect(throws: CatalogueError.self) { try CatalogueWriter(path: path) }
    #expect(error?.code == .tooNew)
  }

  @Test func hasAnIndexForEveryOrder() throws {
    let database = try DatabaseQueue()
    try CatalogueSchema.migrator.migrate(database)
    let names = try database.read { try $0.indexes(on: "track").map(\.name) }
    for sort in TrackSort.allCases { #expect(names.contains(sort.index)) }
  }

  @Test func keepsTheSearchIndexInStepWithTheTable() async throws {
    let fixture = try CatalogueFixture()
    var random = SeededRandom(seed: 3)
    var ids: [TrackID] = []
    for step in 0..<300 {
      let path = TrackPath(unchecked: [UInt8.random(in: 97...116, using: &random)])
      let id = ids.randomElement(using: &random) ?? .random()
      let now = Date(integerLiteral: Int64(step))
      switch Int.random(in: 0..<6, using: &random) {
      case 0: _ = try await fixture.writer.remove(at: path)
      case 1: _ = try await fixture.writer.trash(id, at: now)
      // The path may be taken
      case 2: _ = try? await fixture.writer.restore(id, to: path, at: now)
      case 3: _ = try await fixture.writer.move(id, to: path, at: now)
      default: ids += try await fixture.store(.at(path, title: "t\(step % 7)"), at: now).map(\.id)
      }
    }
    try await fixture.writer.write("check") { db in
      try db.execute(
        sql:
          "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'trackSearch', 'instance')")
      let indexed = try Row.fetchAll(db, sql: "SELECT doc, term FROM vocabulary ORDER BY doc, term")
      let words = try Row.fetchAll(
        db, sql: "SELECT number AS doc, words AS term FROM track WHERE trashedAt IS NULL ORDER BY 1"
      )
      #expect(indexed == words)
    }
  }
}
