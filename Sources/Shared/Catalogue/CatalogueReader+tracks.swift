import Downloads
import GRDB

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
