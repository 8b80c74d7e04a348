import Files
import GRDB

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

  /// Files that looked just like this, the marks of one that was renamed: whoever asks sees whether the old
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
