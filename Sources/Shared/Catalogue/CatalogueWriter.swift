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
