import Files
import Foundation
import GRDB

/// A scan of the library, in this order: ``beginScan()``; ``compare(_:atMilliseconds:)`` with every file that is
/// found, a few hundred at a time, and what that leads to; at the end ``unseen(after:limit:)``.
///
/// What is stored, moved or restored meanwhile counts as seen. The marks are in memory: a worker that starts anew
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
