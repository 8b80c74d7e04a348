import Files
import Foundation
import GRDB

extension CatalogueWriter {
  /// Takes a track out of every list, since its file was moved to the trash; answers it as it was.
  ///
  /// It keeps its path, to be restored to.
  package func trash(
    _ id: TrackID, at time: Date
  ) async throws(CatalogueError) -> Track? {
    try await write("trash") { db in
      try Track.fetchOne(
        db, sql: "UPDATE track SET trashedAt = ? WHERE id = ? AND trashedAt IS NULL RETURNING *",
        arguments: [time.milliseconds, id.description])
    }
  }

  /// A track in the trash, at the path it had; nil where none has that identity.
  package func trashedTrack(_ id: TrackID) async throws(CatalogueError) -> Track? {
    try await read("look into the trash") { db in
      try Track.fetchOne(
        db, sql: "SELECT * FROM track WHERE id = ? AND trashedAt IS NOT NULL",
        arguments: [id.description])
    }
  }

  /// Brings a track back, whose file is now at `path`; nil where none with that identity is in the trash.
  ///
  /// Throws ``CatalogueError/Code/pathTaken`` where another track is at `path`.
  package func restore(
    _ id: TrackID, to path: TrackPath, at time: Date
  ) async throws(CatalogueError) -> Track? {
    try await write("restore") { db in
      do {
        let row = try Row.fetchOne(
          db,
          sql: """
            UPDATE track SET trashedAt = NULL, path = ?, isMissing = 0, updatedAt = ?
            WHERE id = ? AND trashedAt IS NOT NULL RETURNING *
            """, arguments: [path.data, time.milliseconds, id.description])
        guard let row else { return nil }
        try db.markSeen(row["number"])
        return try Track(row: row)
      } catch DatabaseError.SQLITE_CONSTRAINT_UNIQUE {
        throw CatalogueError(.pathTaken, "another track is at the path")
      }
    }
  }

  /// Tracks that went to the trash before that time, longest there first.
  package func trashed(
    before time: Date, limit: Int
  ) async throws(CatalogueError) -> [Track] {
    try await read("look into the trash") { db in
      try Track.fetchAll(
        db, sql: "SELECT * FROM track WHERE trashedAt < ? ORDER BY trashedAt LIMIT ?",
        arguments: [time.milliseconds, limit])
    }
  }
}
