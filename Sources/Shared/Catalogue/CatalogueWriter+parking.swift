import GRDB

extension CatalogueWriter {
  /// Takes a track, whose place another has taken, from its path during a scan of the whole library: the end of the scan
  /// finds that nothing is there, unless the track's own file came up under another name before.
  package func park(_ id: TrackID) async throws(CatalogueError) {
    let path = TrackPath(unchecked: Array(".tonearm/parked/\(id)".utf8))
    try await write("park") { db in
      let number = try Int64.fetchOne(
        db, sql: "UPDATE track SET path = ? WHERE id = ? AND trashedAt IS NULL RETURNING number",
        arguments: [path.data, id.description])
      try db.execute(sql: "DELETE FROM temp.seen WHERE number = ?", arguments: [number])
    }
  }
}
