import GRDB

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
