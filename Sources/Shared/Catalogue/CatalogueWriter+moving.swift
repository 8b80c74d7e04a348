import Files
import Foundation
import GRDB

extension CatalogueWriter {
  /// Gives a track the path that its file now has; nil where there is no such track.
  ///
  /// A track that had `path` is parked.
  package func move(
    _ id: TrackID, to path: TrackPath, at time: Date
  ) async throws(CatalogueError) -> Track? {
    try await write("move") { db in
      guard try Track.fetch(db, id: id) != nil else { return nil }
      try db.parkTrack(at: path, except: id, at: time)
      let row = try Row.fetchOne(
        db,
        sql: """
          UPDATE track SET path = ?, isMissing = 0, updatedAt = ?
          WHERE id = ? AND trashedAt IS NULL RETURNING *
          """, arguments: [path.data, time.milliseconds, id.description])
      guard let row else { return nil }
      try db.markSeen(row["number"])
      return try Track(row: row)
    }
  }

  /// Moves all tracks beneath `folder` with it, and parks those that were there; answers which were moved.
  package func moveFolder(
    _ folder: TrackPath, to newFolder: TrackPath, at time: Date
  ) async throws(CatalogueError) -> [TrackID] {
    try await write("move a folder") { db in
      let rows = try Row.fetchAll(
        db, sql: "SELECT number, id, path FROM track WHERE \(Self.isBeneath)",
        arguments: Self.bounds(folder))
      for row in rows {
        let number: Int64 = row["number"]
        guard let path = TrackPath(row: row).moved(from: folder, to: newFolder) else { continue }
        try db.parkTrack(at: path, except: TrackID(unchecked: row["id"]), at: time)
        try db.execute(
          sql: "UPDATE track SET path = ?, isMissing = 0, updatedAt = ? WHERE number = ?",
          arguments: [path.data, time.milliseconds, number])
        try db.markSeen(number)
      }
      return rows.map { TrackID(unchecked: $0["id"]) }
    }
  }

  /// Removes the tracks at and beneath `path`, which was a file or a folder; answers which these were.
  package func remove(at path: TrackPath) async throws(CatalogueError) -> [TrackID] {
    try await write("remove") { db in
      let beneath = try String.fetchAll(
        db, sql: "DELETE FROM track WHERE \(Self.isBeneath) RETURNING id",
        arguments: Self.bounds(path))
      let file = try String.fetchAll(
        db, sql: "DELETE FROM track WHERE path = ? AND trashedAt IS NULL RETURNING id",
        arguments: [path.data])
      return (file + beneath).map { TrackID(unchecked: $0) }
    }
  }

  /// Removes these tracks for good, from the trash, too.
  package func remove(_ ids: [TrackID]) async throws(CatalogueError) {
    try await write("remove") { db in
      for id in ids {
        try db.execute(sql: "DELETE FROM track WHERE id = ?", arguments: [id.description])
      }
    }
  }

  /// Marks all tracks missing, because the library itself is; answers how many are newly so.
  package func markAllMissing(at time: Date) async throws(CatalogueError) -> Int {
    try await write("mark missing") { db in
      try db.execute(
        sql: """
          UPDATE track SET isMissing = 1, updatedAt = ? WHERE trashedAt IS NULL AND NOT isMissing
          """, arguments: [time.milliseconds])
      return db.changesCount
    }
  }

  static let isBeneath = "path >= ? AND path < ? AND trashedAt IS NULL"

  static func bounds(_ folder: TrackPath) -> StatementArguments {
    let (from, before) = folder.beneath
    return [TrackPath(unchecked: from).data, TrackPath(unchecked: before).data]
  }
}

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
