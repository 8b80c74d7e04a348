import Files
import GRDB

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
