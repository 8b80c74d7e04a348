import GRDB

/// How a page is fetched.
struct PageFetch {
  private let request: PageRequest
  private let cursor: PageCursor?
  private let limit: Int
  private let words: Words

  private enum Words {
    case any
    case matching(String)
    /// There is something in the query, but no word.
    case impossible
  }

  init(_ request: PageRequest, after cursor: PageCursor?) {
    self.request = request
    self.cursor = cursor
    limit = min(max(1, request.limit), PageRequest.maximumLimit)
    words =
      if let expression = SearchWords(request.query).expression {
        .matching(expression)
      } else {
        request.query.allSatisfy(\.isWhitespace) ? .any : .impossible
      }
  }

  func page(_ db: Database) throws -> TrackPage {
    let total = try total(db)
    guard total > 0 else { return TrackPage(tracks: [], nextCursor: nil, total: 0) }
    // One more than asked for tells whether there is a next page. Tracks without a key come last.
    var rows: [Row] = []
    if cursor?.key != PageCursor.Key.none {
      rows = try fetch(db, keyed: true, limit: limit + 1, total: total)
    }
    if rows.count <= limit {
      rows += try fetch(db, keyed: false, limit: limit + 1 - rows.count, total: total)
    }
    let shown = rows.prefix(limit)
    let next = rows.count > limit ? shown.last.map { PageCursor($0, of: request) } : nil
    return TrackPage(
      tracks: try shown.map(Track.init), nextCursor: try next?.text(), total: total)
  }

  private func total(_ db: Database) throws -> Int {
    switch words {
    case .any:
      try Int.fetchOne(db, sql: "SELECT count(*) FROM track WHERE trashedAt IS NULL") ?? 0
    case .matching(let expression):
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM trackSearch WHERE trackSearch MATCH ?",
        arguments: [expression]) ?? 0
    case .impossible: 0
    }
  }

  /// Fetches rows after the cursor that have a key to be sorted by, or those that have none.
  private func fetch(_ db: Database, keyed: Bool, limit: Int, total: Int) throws -> [Row] {
    let (column, isAscending) = (request.sort.column, request.order == .ascending)
    let (after, direction) = isAscending ? (">", "ASC") : ("<", "DESC")
    var arguments: StatementArguments = []
    var sql = "SELECT track.* FROM "
    switch words {
    case .matching(let expression) where total <= Self.fewMatches:
      sql += "trackSearch CROSS JOIN track ON track.number = trackSearch.rowid"
      sql += " WHERE trackSearch MATCH ?"
      arguments += [expression]
    case .matching(let expression):
      sql += "track INDEXED BY \(request.sort.index)"
      sql += " WHERE number IN (SELECT rowid FROM trackSearch WHERE trackSearch MATCH ?)"
      arguments += [expression]
    case .any, .impossible:
      sql += "track INDEXED BY \(request.sort.index) WHERE true"
    }
    sql += " AND trashedAt IS NULL AND \(column) IS \(keyed ? "NOT NULL" : "NULL")"
    if let cursor, keyed {
      sql += " AND (\(column), id) \(after) (?, ?)"
      arguments += [cursor.keyValue, cursor.id]
    } else if let cursor, cursor.key == .none {
      sql += " AND id \(after) ?"
      arguments += [cursor.id]
    }
    sql += " ORDER BY \(column) \(direction), id \(direction) LIMIT ?"
    arguments += [limit]
    return try Row.fetchAll(db, sql: sql, arguments: arguments)
  }

  /// Up to here it is quicker to fetch all matches and sort them; from here, to walk along the index and
  /// look which are matches.
  private static let fewMatches = 2000
}
