import Files
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Catalogue

@Suite struct CatalogueReaderTests {
  @Test func isUnavailableUntilThereIsACatalogue() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path(of: "catalogue.sqlite")
    let reader = CatalogueReader(path: path)
    await expect(.unavailable, from: reader)
    try Data().write(to: URL(filePath: path))
    await expect(.unavailable, from: reader)
    let writer = try CatalogueWriter(path: path)
    #expect(try await reader.page(PageRequest()).total == 0)
    _ = try await writer.store([.at("a")], isPending: false, at: 1)
    #expect(try await reader.page(PageRequest()).total == 1)
    try writer.close()
    #expect(try await reader.page(PageRequest()).total == 1)
    #expect(try await CatalogueReader(path: path).page(PageRequest()).total == 1)
  }

  @Test func noticesAnotherCatalogueInThePlaceOfTheFirst() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path(of: "catalogue.sqlite")
    let reader = CatalogueReader(path: path)
    let first = try CatalogueWriter(path: path)
    _ = try await first.store([.at("a"), .at("b")], isPending: false, at: 1)
    #expect(try await reader.page(PageRequest()).total == 2)
    try first.close()
    for suffix in ["", "-wal", "-shm"] {
      try FileManager.default.removeItem(atPath: path + suffix)
    }
    await expect(.unavailable, from: reader)
    let second = try CatalogueWriter(path: path)
    _ = try await second.store([.at("c")], isPending: false, at: 1)
    #expect(try await reader.page(PageRequest()).total == 1)
  }

  @Test(arguments: [(CatalogueSchema.version + 1, CatalogueError.Code.tooNew), (0, .unavailable)])
  func refusesOtherVersionsWhileTheyLast(version: Int, code: CatalogueError.Code) async throws {
    let fixture = try CatalogueFixture()
    #expect(try await fixture.reader.page(PageRequest()).total == 0)
    func setVersion(_ version: Int) async throws {
      try await fixture.writer.write("set") {
        try $0.execute(sql: "PRAGMA user_version = \(version)")
      }
    }
    try await setVersion(version)
    await expect(code, from: fixture.reader)
    await expect(code, from: CatalogueReader(path: fixture.folder.path(of: "catalogue.sqlite")))
    try await setVersion(CatalogueSchema.version)
    #expect(try await fixture.reader.page(PageRequest()).total == 0)
  }

  @Test func isUnavailableWhereTheFileIsNoDatabase() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path(of: "catalogue.sqlite")
    try Data(repeating: 0x41, count: 10_000).write(to: URL(filePath: path))
    await expect(.unavailable, from: CatalogueReader(path: path))
    let error = #expect(throws: CatalogueError.self) { try CatalogueWriter(path: path) }
    #expect(error?.code == .unavailable)
  }

  @Test func readsWholeBatchesWhileTheyAreWritten() async throws {
    let fixture = try CatalogueFixture()
    let batches = 40
    try await withThrowingTaskGroup { group in
      group.addTask {
        for batch in 0..<batches {
          let files = (0..<25).map {
            LibraryFile.at(TrackPath(unchecked: Array("\(batch)/\($0)".utf8)), title: "song")
          }
          _ = try await fixture.writer.store(
            files, isPending: false, at: Date(integerLiteral: Int64(batch)))
        }
      }
      for _ in 0..<4 {
        group.addTask {
          var last = 0
          while last < batches * 25 {
            let page = try await fixture.reader.page(PageRequest(query: "song", limit: 500))
            #expect(page.total >= last)
            #expect(page.total % 25 == 0)
            #expect(page.tracks.count == min(page.total, 500))
            last = page.total
          }
        }
      }
      try await group.waitForAll()
    }
  }

  private func expect(_ code: CatalogueError.Code, from reader: CatalogueReader) async {
    let error = await #expect(throws: CatalogueError.self) { try await reader.page(PageRequest()) }
    #expect(error?.code == code)
  }
}
