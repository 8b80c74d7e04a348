import Dispatch
import GRDB
import Glibc
import Synchronization

/// Reads the catalogue of this host, which the worker writes, from any process and at any time.
///
/// The file is opened when it is first needed, and anew when another one has taken its place. As long as
/// there is none, or one of another version, every call throws ``CatalogueError/Code/unavailable`` or
/// ``CatalogueError/Code/tooNew``, and the next one looks again.
package final class CatalogueReader: Sendable {
  private let path: String
  private let opened = Mutex<Opened?>(nil)
  private let opening = DispatchQueue(label: "catalogue.opening")

  /// A reader of the catalogue at `path`, which need not exist yet.
  package init(path: String) { self.path = path }

  /// Asks the database, in one consistent state of it.
  func read<Value: Sendable>(
    _ action: String, _ value: @escaping @Sendable (Database) throws -> Value
  ) async throws(CatalogueError) -> Value {
    do {
      return try await pool().read { db in
        try Self.checkVersion(db)
        return try value(db)
      }
    } catch let error as CatalogueError {
      throw error
    } catch {
      throw CatalogueError(.unavailable, "the catalogue did not do \(action)", cause: error)
    }
  }

  /// The open database, as long as it is the file at the path.
  private func pool() async throws -> DatabasePool {
    guard let file = FileIdentity(path: path) else {
      throw CatalogueError(.unavailable, "there is no catalogue")
    }
    if let opened = opened.withLock({ $0 }), opened.file == file { return opened.pool }
    return try await withCheckedThrowingContinuation { continuation in
      opening.async { continuation.resume(with: Result { try self.open(file) }) }
    }
  }

  /// Opens the database, unless another caller just did. Runs on ``opening``.
  private func open(_ file: FileIdentity) throws -> DatabasePool {
    if let opened = opened.withLock({ $0 }), opened.file == file { return opened.pool }
    var configuration = Configuration()
    configuration.label = "catalogue.reader"
    configuration.readonly = true
    configuration.busyMode = .timeout(2)
    let pool = try DatabasePool(path: path, configuration: configuration)
    try pool.read(Self.checkVersion)
    opened.withLock { $0 = Opened(pool: pool, file: file) }
    return pool
  }

  private static func checkVersion(_ db: Database) throws {
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    if version > CatalogueSchema.version {
      throw CatalogueError(.tooNew, "a newer Tonearm made the catalogue")
    }
    if version < CatalogueSchema.version {
      throw CatalogueError(.unavailable, "the worker has not brought the catalogue up to date")
    }
  }

  private struct Opened {
    let pool: DatabasePool
    let file: FileIdentity
  }

  /// Tells one file from another that took its path.
  private struct FileIdentity: Equatable {
    let device: dev_t
    let inode: ino_t

    init?(path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      device = status.st_dev
      inode = status.st_ino
    }
  }
}
