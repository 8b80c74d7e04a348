import GRDB

extension CatalogueWriter {
  /// The covers that tracks have, those in the trash included.
  package func coverHashes() async throws(CatalogueError) -> Set<String> {
    try await read("list covers") { db in
      try Set(
        String.fetchAll(db, sql: "SELECT DISTINCT coverHash FROM track WHERE coverHash NOT NULL"))
    }
  }
}
