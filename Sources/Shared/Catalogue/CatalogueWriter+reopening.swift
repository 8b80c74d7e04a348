import GRDB

extension CatalogueWriter {
  /// Has the second pass of the tracks that are directly in `folder` done again; nil is the library folder itself.
  /// Answers which these are.
  package func reopen(in folder: TrackPath?) async throws(CatalogueError) -> [TrackID] {
    let prefix = folder.map { $0.bytes + [UInt8(ascii: "/")] } ?? []
    let (from, before) = folder?.beneath ?? ([], [0xff])
    return try await write("reopen") { db in
      try String.fetchAll(
        db,
        sql: """
          UPDATE track SET isPending = 1
          WHERE path >= ? AND path < ? AND trashedAt IS NULL AND unreadable IS NULL
            AND instr(substr(path, ?), x'2f') = 0
          RETURNING id
          """,
        arguments: [
          TrackPath(unchecked: from).data, TrackPath(unchecked: before).data, prefix.count + 1,
        ]
      ).map { TrackID(unchecked: $0) }
    }
  }
}
