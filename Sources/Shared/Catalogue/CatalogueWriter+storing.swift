import Foundation
import GRDB

extension CatalogueWriter {
  /// Stores what was read from `files`, in one transaction and in their order.
  ///
  /// A file whose path has a track already changes that track, which keeps its identity, cover and the
  /// time it was added. `isPending` says that a second pass is to come; it is not for unreadable files.
  package func store(
    _ files: [LibraryFile], isPending: Bool, at time: Date
  ) async throws(CatalogueError) -> [StoredTrack] {
    try await write("store") { db in
      try files.map { file in
        let id = TrackID.random()
        let own: StatementArguments = [
          "id": id.description, "isPending": isPending && file.unreadable == nil,
          "now": time.milliseconds,
        ]
        let statement = try db.cachedStatement(sql: Self.upsert)
        guard let row = try Row.fetchOne(statement, arguments: file.columns &+ own) else {
          throw CatalogueError(.unavailable, "a stored track did not come back")
        }
        try db.markSeen(row["number"])
        let track = try Track(row: row)
        return StoredTrack(track: track, isNew: track.id == id)
      }
    }
  }

  /// Ends the second pass of a track, which now has the cover that `coverHash` names; nil if it is not there.
  package func finishSecondPass(
    of id: TrackID, coverHash: String?, at time: Date
  ) async throws(CatalogueError) -> Track? {
    try await write("finish") { db in
      try Track.fetchOne(
        db,
        sql: """
          UPDATE track SET coverHash = ?, isPending = 0, updatedAt = ?
          WHERE id = ? AND trashedAt IS NULL RETURNING *
          """, arguments: [coverHash, time.milliseconds, id.description])
    }
  }

  private static let upsert: String = {
    let columns = LibraryFile.columnNames
    return """
      INSERT INTO track (id, isPending, addedAt, updatedAt, \(columns.joined(separator: ", ")))
      VALUES (:id, :isPending, :now, :now, \(columns.map { ":" + $0 }.joined(separator: ", ")))
      ON CONFLICT (path) WHERE trashedAt IS NULL DO UPDATE SET
        isPending = :isPending, isMissing = 0, updatedAt = :now,
        \(columns.map { "\($0) = :\($0)" }.joined(separator: ", "))
      RETURNING *
      """
  }()
}
