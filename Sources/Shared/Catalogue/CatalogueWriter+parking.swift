import Files
import Foundation
import GRDB

/// Tracks whose place another has taken, and whose own files may come up under other names next. Until they do, they
/// are missing.
extension CatalogueWriter {
  fileprivate static let lot = TrackPath(unchecked: Array(".tonearm/parked".utf8))

  /// Removes those that were parked before that time; answers which these were.
  package func removeParked(before time: Date) async throws(CatalogueError) -> [TrackID] {
    try await write("remove what is parked") { db in
      let ids = try String.fetchAll(
        db, sql: "DELETE FROM track WHERE \(Self.isBeneath) AND updatedAt < ? RETURNING id",
        arguments: Self.bounds(Self.lot) + [time.milliseconds])
      return ids.map { TrackID(unchecked: $0) }
    }
  }
}

extension Database {
  /// Takes the track that has `path` from it, unless it is the track `id`. A scan that is under way has not seen it.
  func parkTrack(at path: TrackPath, except id: TrackID, at time: Date) throws {
    let row = try Row.fetchOne(
      self,
      sql: """
        UPDATE track SET path = CAST(? || id AS BLOB), isMissing = 1, updatedAt = ?
        WHERE path = ? AND trashedAt IS NULL AND id <> ? RETURNING number
        """,
      arguments: [
        CatalogueWriter.lot.data + Data("/".utf8), time.milliseconds, path.data, id.description,
      ])
    guard let row, try tableExists("seen", in: "temp") else { return }
    try execute(sql: "DELETE FROM temp.seen WHERE number = ?", arguments: [row["number"]])
  }
}
