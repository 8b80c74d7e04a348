import Files
import Foundation
import GRDB
import GRDBSQLite

/// The one writer of the catalogue: the worker that has the library's lease.
///
/// What it returns has been committed. Nothing here looks at the file system, apart from the database.
package final class CatalogueWriter: Sendable {
  private let pool: DatabasePool

  /// Opens the catalogue at `path`, and makes or updates it; blocks meanwhile.
  ///
  /// Throws ``CatalogueError/Code/tooNew`` for one that a newer Tonearm made, which stays as it is.
  package init(path: String) throws(CatalogueError) {
    var configuration = Configuration()
    configuration.label = "catalogue.writer"
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { db in
      guard !db.configuration.readonly else { return }
      try Self.keepLog(db)
      // What a scan has seen; gone with the connection
      try db.execute(sql: "CREATE TEMP TABLE seen (number INTEGER PRIMARY KEY)")
    }
    let superseded: Bool
    do {
      pool = try DatabasePool(path: path, configuration: configuration)
      superseded = try pool.read(CatalogueSchema.migrator.hasBeenSuperseded)
      if !superseded { try CatalogueSchema.migrator.migrate(pool) }
    } catch {
      throw CatalogueError(.unavailable, "the catalogue cannot be opened", cause: error)
    }
    if superseded { throw CatalogueError(.tooNew, "a newer Tonearm made the catalogue") }
  }

  /// Closes the catalogue; every later call throws.
  package func close() throws(CatalogueError) {
    do {
      try pool.close()
    } catch {
      throw CatalogueError(.unavailable, "the catalogue was not closed", cause: error)
    }
  }

  /// Without this the last writer to leave would remove the log, and readers, who may not make one, could
  /// not open the database (SQLITE_FCNTL_PERSIST_WAL).
  private static func keepLog(_ db: Database) throws {
    var flag: CInt = 1
    let code = sqlite3_file_control(db.sqliteConnection, nil, SQLITE_FCNTL_PERSIST_WAL, &flag)
    guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
  }

  /// Does `changes` in one transaction.
  func write<Value: Sendable>(
    _ action: String, _ changes: @escaping @Sendable (Database) throws -> Value
  ) async throws(CatalogueError) -> Value {
    do {
      return try await pool.write(changes)
    } catch let error as CatalogueError {
      throw error
    } catch {
      throw CatalogueError(.unavailable, "the catalogue did not do \(action)", cause: error)
    }
  }

  /// Reads what was committed so far.
  func read<Value: Sendable>(
    _ action: String, _ value: @escaping @Sendable (Database) throws -> Value
  ) async throws(CatalogueError) -> Value {
    do {
      return try await pool.read(value)
    } catch {
      throw CatalogueError(.unavailable, "the catalogue did not do \(action)", cause: error)
    }
  }
}

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

extension CatalogueWriter {
  /// The covers that tracks have, those in the trash included.
  package func coverHashes() async throws(CatalogueError) -> Set<String> {
    try await read("list covers") { db in
      try Set(
        String.fetchAll(db, sql: "SELECT DISTINCT coverHash FROM track WHERE coverHash NOT NULL"))
    }
  }
}

extension CatalogueWriter {
  /// Has the second pass of the tracks that are directly in `folder` done again; nil is the library folder itself.
  /// Answers which these are.
  package func reopen(in folder: TrackPath?) async throws(CatalogueError) -> [TrackID] {
    let prefix = folder.map { $0.bytes + [UInt8(ascii: "/")] } ?? []
    let bounds = folder?.beneath
    return try await write("reopen") { db in
      try String.fetchAll(
        db,
        sql: """
          UPDATE track SET isPending = 1
          WHERE path >= ?1 AND (?2 IS NULL OR path < ?2)
            AND trashedAt IS NULL AND unreadable IS NULL
            AND instr(substr(path, ?3), x'2f') = 0
          RETURNING id
          """,
        arguments: [
          TrackPath(unchecked: bounds?.from ?? []).data,
          bounds.map { TrackPath(unchecked: $0.before).data }, prefix.count + 1,
        ]
      ).map { TrackID(unchecked: $0) }
    }
  }
}

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

/// What became of a file that was stored.
package struct StoredTrack: Sendable, Equatable {
  /// The track as it now is.
  package var track: Track
  /// Whether the file's path had no track before.
  package var isNew: Bool
}
