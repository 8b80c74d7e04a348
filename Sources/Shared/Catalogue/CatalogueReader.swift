import Dispatch
import Downloads
import GRDB
import Glibc
import Synchronization

/// Reads the catalogue of this host, which the worker writes, from any process and at any time.
///
/// The file is opened when it is first needed, and again when another one has taken its place. As long as
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

extension CatalogueReader {
  /// A page of the list of tracks.
  ///
  /// A track is in the words' result if its title, artist, album and album artist together have words that
  /// begin with each of them; case and accents make no difference. Throws
  /// ``CatalogueError/Code/invalidCursor`` for a cursor that another order, or nobody, gave out.
  package func page(_ request: PageRequest) async throws(CatalogueError) -> TrackPage {
    var cursor: PageCursor?
    if let text = request.cursor { cursor = try PageCursor(text, for: request) }
    let fetch = PageFetch(request, after: cursor)
    return try await read("list tracks") { db in try fetch.page(db) }
  }
}

extension CatalogueReader {
  /// The track with that identity; nil where there is none, or it is in the trash.
  package func track(_ id: TrackID) async throws(CatalogueError) -> Track? {
    try await read("find a track") { db in try Track.fetch(db, id: id) }
  }

  /// Tracks that were downloaded from that URL, in its canonical form; missing ones are none.
  package func duplicates(ofCanonicalURL url: String) async throws(CatalogueError) -> [Track] {
    try await read("find duplicates") { db in
      try Track.fetchAll(
        db,
        sql: """
          SELECT * FROM track WHERE canonicalURL = ? AND trashedAt IS NULL AND NOT isMissing
          ORDER BY addedAt, id LIMIT 10
          """, arguments: [url])
    }
  }

  /// Tracks of that artist and title which play as long, give or take three seconds; missing ones are none.
  ///
  /// Case, accents and variants of a letter make no difference. A duration that is not known on either side
  /// does not count against it.
  package func duplicates(
    ofArtist artist: String, title: String, durationSeconds: Double?
  ) async throws(CatalogueError) -> [Track] {
    let key = SortKeys(TrackTags(title: title, artist: artist)).title
    return try await read("find duplicates") { db in
      try Track.fetchAll(
        db,
        sql: """
          SELECT * FROM track WHERE titleKey = :key AND trashedAt IS NULL AND NOT isMissing
            AND coalesce(abs(durationSeconds - :duration) <= 3, 1)
          ORDER BY addedAt, id LIMIT 10
          """, arguments: ["key": key, "duration": durationSeconds])
    }
  }

  /// How many tracks there are of each kind.
  package func counts() async throws(CatalogueError) -> CatalogueCounts {
    try await read("count") { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT count(*) FILTER (WHERE trashedAt IS NULL) AS tracks,
            count(*) FILTER (WHERE trashedAt IS NULL AND isMissing) AS missing,
            count(*) FILTER (WHERE trashedAt IS NULL AND unreadable IS NOT NULL) AS unreadable,
            count(*) FILTER (WHERE trashedAt IS NULL AND isPending) AS pending,
            count(*) FILTER (WHERE trashedAt IS NOT NULL) AS trashed
          FROM track
          """)
      return CatalogueCounts(
        tracks: row?["tracks"] ?? 0, missing: row?["missing"] ?? 0,
        unreadable: row?["unreadable"] ?? 0, pending: row?["pending"] ?? 0,
        trashed: row?["trashed"] ?? 0)
    }
  }
}

/// How many tracks the catalogue has.
package struct CatalogueCounts: Sendable, Equatable {
  /// All that are not in the trash; the next three are among them.
  package var tracks: Int
  /// Those whose files were not there.
  package var missing: Int
  /// Those whose files could not be read.
  package var unreadable: Int
  /// Those whose second pass is to come.
  package var pending: Int
  /// Those in the trash.
  package var trashed: Int
}
