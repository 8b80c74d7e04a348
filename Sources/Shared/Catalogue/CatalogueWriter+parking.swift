import GRDB

/// Tracks whose place another has taken, and whose own files may come up under other names next.
extension CatalogueWriter {
  private static let lot = TrackPath(unchecked: Array(".tonearm/parked".utf8))

  /// Takes a track from its path. A scan that is under way has not seen it.
  package func park(_ id: TrackID) async throws(CatalogueError) {
    let path = TrackPath(unchecked: Self.lot.bytes + Array("/\(id)".utf8))
    try await write("park") { db in
      let number = try Int64.fetchOne(
        db, sql: "UPDATE track SET path = ? WHERE id = ? AND trashedAt IS NULL RETURNING number",
        arguments: [path.data, id.description])
      guard try db.tableExists("seen", in: "temp") else { return }
      try db.execute(sql: "DELETE FROM temp.seen WHERE number = ?", arguments: [number])
    }
  }

  /// Removes those that are parked; answers which these were.
  package func removeParked() async throws(CatalogueError) -> [TrackID] {
    try await remove(at: Self.lot)
  }
}
