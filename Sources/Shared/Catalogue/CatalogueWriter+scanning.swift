import Files
import Foundation
import GRDB

/// A scan of the library, in this order: ``beginScan()``; ``compare(_:atMilliseconds:)`` with every file that is
/// found, a few hundred at a time, and what that leads to; at the end ``unseen(after:limit:)``.
///
/// What is stored, moved or restored meanwhile counts as seen. The marks are in memory: a worker that restarts
/// begins a new scan.
extension CatalogueWriter {
  /// Forgets what an earlier scan has seen.
  package func beginScan() async throws(CatalogueError) {
    try await write("begin a scan") { db in
      try db.execute(sql: "DELETE FROM temp.seen")
    }
  }

  /// Marks the tracks of `files` as seen and there; answers which files are to be read.
  package func compare(
    _ files: [FoundFile], at time: Date
  ) async throws(CatalogueError) -> ScanComparison {
    try await write("compare") { db in
      var result = ScanComparison(toRead: [], cameBack: 0)
      for file in files {
        let statement = try db.cachedStatement(
          sql: """
            SELECT number, isMissing, sizeBytes = ? AND modifiedAt = ? AND inode = ? AS isSame
            FROM track WHERE path = ? AND trashedAt IS NULL
            """)
        let stamp = file.stamp
        let row = try Row.fetchOne(
          statement,
          arguments: [
            stamp.sizeBytes, stamp.modifiedAtNanoseconds, stamp.inodeValue, file.path.data,
          ])
        if let row { try db.markSeen(row["number"]) }
        if row?["isSame"] != true {
          result.toRead.append(file)
        } else if let row, row["isMissing"] {
          try db.execute(
            sql: "UPDATE track SET isMissing = 0, updatedAt = ? WHERE number = ?",
            arguments: [time.milliseconds, row["number"]])
          result.cameBack += 1
        }
      }
      return result
    }
  }

  /// Tracks whose files the scan has not seen, in order of their paths, from after `path`.
  package func unseen(
    after path: TrackPath? = nil, limit: Int
  ) async throws(CatalogueError) -> [CataloguedFile] {
    try await write("list what was not seen") { db in
      try CataloguedFile.fetchAll(
        db,
        sql: """
          SELECT * FROM track WHERE path > ? AND trashedAt IS NULL
            AND number NOT IN (SELECT number FROM temp.seen)
          ORDER BY path LIMIT ?
          """, arguments: [TrackPath(unchecked: path?.bytes ?? []).data, limit])
    }
  }
}

extension Database {
  /// Notes for the scan that may be under way that a track's file is there.
  func markSeen(_ number: Int64) throws {
    try cachedStatement(sql: "INSERT OR IGNORE INTO temp.seen (number) VALUES (?)")
      .execute(arguments: [number])
  }
}

extension CatalogueWriter {
  /// The track with that identity that is not in the trash.
  package func track(_ id: TrackID) async throws(CatalogueError) -> Track? {
    try await read("find a track") { db in try Track.fetch(db, id: id) }
  }

  /// The track whose file is at `path`.
  package func track(at path: TrackPath) async throws(CatalogueError) -> Track? {
    try await read("find a track") { db in
      try Track.fetchOne(
        db, sql: "SELECT * FROM track WHERE path = ? AND trashedAt IS NULL",
        arguments: [path.data])
    }
  }

  /// Files that looked just like this, the signs of one that was renamed: the caller checks whether the old
  /// path is empty now.
  package func files(like stamp: FileStamp) async throws(CatalogueError) -> [CataloguedFile] {
    try await read("find a file") { db in
      try CataloguedFile.fetchAll(
        db,
        sql: """
          SELECT * FROM track
          WHERE inode = ? AND sizeBytes = ? AND modifiedAt = ? AND trashedAt IS NULL
          ORDER BY path LIMIT 10
          """, arguments: [stamp.inodeValue, stamp.sizeBytes, stamp.modifiedAtNanoseconds])
    }
  }

  /// The files with that audio that came last, the marks of one that was moved to another file system, or copied.
  package func files(audioHash: String) async throws(CatalogueError) -> [CataloguedFile] {
    try await read("find a file") { db in
      try CataloguedFile.fetchAll(
        db,
        sql: """
          SELECT * FROM track WHERE audioHash = ? AND trashedAt IS NULL
          ORDER BY number DESC LIMIT 10
          """, arguments: [audioHash])
    }
  }

  /// Tracks whose second pass is to come, those added first at the head, from after the track `id`.
  package func pending(
    after id: TrackID? = nil, limit: Int
  ) async throws(CatalogueError) -> [CataloguedFile] {
    try await read("list pending tracks") { db in
      try CataloguedFile.fetchAll(
        db,
        sql: """
          SELECT * FROM track
          WHERE isPending AND trashedAt IS NULL
            AND number > coalesce((SELECT number FROM track WHERE id = ?), 0)
          ORDER BY number LIMIT ?
          """, arguments: [id?.description, limit])
    }
  }
}

extension Track {
  static func fetch(_ db: Database, id: TrackID) throws -> Track? {
    try fetchOne(
      db, sql: "SELECT * FROM track WHERE id = ? AND trashedAt IS NULL",
      arguments: [id.description])
  }
}
