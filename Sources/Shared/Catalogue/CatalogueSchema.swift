import GRDB

/// The tables of the catalogue, and how older ones become them.
enum CatalogueSchema {
  /// The number of the newest migration, which the database carries as its `user_version`.
  static let version = 1

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.execute(sql: version1)
      try db.execute(sql: "PRAGMA user_version = 1")
    }
    return migrator
  }

  // A path is bytes. What is in the trash keeps its row and its path, but is in no index of living tracks.
  // The search index splits words at nothing but spaces (see SearchWords), and refers to the table.
  private static let version1 = """
    CREATE TABLE track (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      path BLOB NOT NULL,
      sizeBytes INTEGER NOT NULL,
      modifiedAt INTEGER NOT NULL,
      inode INTEGER NOT NULL,
      format TEXT,
      title TEXT,
      artist TEXT,
      album TEXT,
      albumArtist TEXT,
      year INTEGER,
      genre TEXT,
      trackNumber INTEGER,
      discNumber INTEGER,
      durationSeconds REAL,
      bitrateKbps INTEGER,
      sourceURL TEXT,
      canonicalURL TEXT,
      downloadID TEXT,
      audioHash TEXT,
      unreadable TEXT,
      titleKey TEXT,
      artistKey TEXT,
      albumKey TEXT,
      words TEXT NOT NULL,
      coverHash TEXT,
      isPending INTEGER NOT NULL,
      isMissing INTEGER NOT NULL DEFAULT 0,
      addedAt INTEGER NOT NULL,
      updatedAt INTEGER NOT NULL,
      trashedAt INTEGER
    ) STRICT;

    CREATE UNIQUE INDEX trackBy_path ON track (path) WHERE trashedAt IS NULL;
    CREATE INDEX trackBy_inode ON track (inode) WHERE trashedAt IS NULL;
    CREATE INDEX trackBy_audioHash ON track (audioHash)
      WHERE trashedAt IS NULL AND audioHash IS NOT NULL;
    CREATE INDEX trackBy_canonicalURL ON track (canonicalURL)
      WHERE trashedAt IS NULL AND canonicalURL IS NOT NULL;
    CREATE INDEX trackBy_isPending ON track (number) WHERE trashedAt IS NULL AND isPending;
    CREATE INDEX trackBy_trashedAt ON track (trashedAt) WHERE trashedAt IS NOT NULL;
    CREATE INDEX trackBy_addedAt ON track (addedAt, id) WHERE trashedAt IS NULL;
    CREATE INDEX trackBy_titleKey ON track (titleKey, id) WHERE trashedAt IS NULL;
    CREATE INDEX trackBy_artistKey ON track (artistKey, id) WHERE trashedAt IS NULL;
    CREATE INDEX trackBy_albumKey ON track (albumKey, id) WHERE trashedAt IS NULL;
    CREATE INDEX trackBy_durationSeconds ON track (durationSeconds, id) WHERE trashedAt IS NULL;

    CREATE VIRTUAL TABLE trackSearch USING fts5(
      words, content = 'track', content_rowid = 'number', columnsize = 0, prefix = '1 2 3',
      tokenize = 'ascii');
    CREATE TRIGGER trackInserted AFTER INSERT ON track WHEN new.trashedAt IS NULL BEGIN
      INSERT INTO trackSearch (rowid, words) VALUES (new.number, new.words);
    END;
    CREATE TRIGGER trackDeleted AFTER DELETE ON track WHEN old.trashedAt IS NULL BEGIN
      INSERT INTO trackSearch (trackSearch, rowid, words) VALUES ('delete', old.number, old.words);
    END;
    CREATE TRIGGER trackUpdated AFTER UPDATE OF words, trashedAt ON track
      WHEN old.words IS NOT new.words OR old.trashedAt IS NOT new.trashedAt BEGIN
      INSERT INTO trackSearch (trackSearch, rowid, words)
        SELECT 'delete', old.number, old.words WHERE old.trashedAt IS NULL;
      INSERT INTO trackSearch (rowid, words)
        SELECT new.number, new.words WHERE new.trashedAt IS NULL;
    END;
    """
}
