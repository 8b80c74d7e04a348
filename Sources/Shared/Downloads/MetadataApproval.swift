/// Turns suggestion, draft and edits into the values to write, or says what is wrong with them.
package enum MetadataApproval {
  /// Why metadata cannot be approved; `detail` is one sentence for a person.
  package struct Invalid: Error, Equatable {
    /// The JSON name of the field at fault.
    package let field: String
    /// What is wrong with it.
    package let detail: String

    /// Says that `field` is at fault.
    package init(field: String, detail: String) {
      self.field = field
      self.detail = detail
    }
  }

  /// The longest text field, in Unicode scalars.
  package static let textLimit = 500

  /// Resolves the values: a field of `edits`, else of `draft`, else of `suggestion`.
  ///
  /// Throws ``Invalid`` where title or artist is missing or blank, a text is too long or holds control
  /// characters, or a number is out of range. Values are taken verbatim.
  package static func resolve(
    _ edits: MetadataEdits, draft: MetadataEdits, suggestion: Suggestion?
  ) throws(Invalid) -> TrackMetadata {
    func text(_ field: KeyPath<MetadataEdits, MetadataEdits.Edit<String>>, _ suggested: String?)
      -> String?
    {
      edits[keyPath: field].applied(to: draft[keyPath: field].applied(to: suggested))
    }
    func number(_ field: KeyPath<MetadataEdits, MetadataEdits.Edit<Int>>, _ suggested: Int?) -> Int?
    {
      edits[keyPath: field].applied(to: draft[keyPath: field].applied(to: suggested))
    }
    let metadata = TrackMetadata(
      title: text(\.title, suggestion?.title) ?? "",
      artist: text(\.artist, suggestion?.artist) ?? "",
      album: text(\.album, suggestion?.album),
      albumArtist: text(\.albumArtist, suggestion?.albumArtist),
      year: number(\.year, suggestion?.year),
      genre: text(\.genre, suggestion?.genre),
      trackNumber: number(\.trackNumber, suggestion?.trackNumber),
      discNumber: number(\.discNumber, nil))
    try require(metadata.title, "title")
    try require(metadata.artist, "artist")
    try check(metadata)
    return metadata
  }

  /// Checks what was typed so far, which may be anything that a tag can hold, or nothing yet.
  ///
  /// Throws ``Invalid`` as ``resolve(_:draft:suggestion:)`` does, but not for what is missing.
  package static func check(_ edits: MetadataEdits) throws(Invalid) {
    try check(
      TrackMetadata(
        title: edits.title.applied(to: nil) ?? "", artist: edits.artist.applied(to: nil) ?? "",
        album: edits.album.applied(to: nil), albumArtist: edits.albumArtist.applied(to: nil),
        year: edits.year.applied(to: nil), genre: edits.genre.applied(to: nil),
        trackNumber: edits.trackNumber.applied(to: nil),
        discNumber: edits.discNumber.applied(to: nil)))
  }

  private static func check(_ metadata: TrackMetadata) throws(Invalid) {
    try check(metadata.title, "title")
    try check(metadata.artist, "artist")
    try check(metadata.album, "album")
    try check(metadata.albumArtist, "albumArtist")
    try check(metadata.genre, "genre")
    try check(metadata.year, "year", 1...9999)
    try check(metadata.trackNumber, "trackNumber", 1...9999)
    try check(metadata.discNumber, "discNumber", 1...999)
  }

  private static func require(_ text: String, _ field: String) throws(Invalid) {
    guard !text.unicodeScalars.allSatisfy(\.properties.isWhitespace) else {
      throw Invalid(field: field, detail: "The \(field) is missing.")
    }
  }

  private static func check(_ text: String?, _ field: String) throws(Invalid) {
    guard let text else { return }
    guard text.unicodeScalars.count <= textLimit else {
      throw Invalid(field: field, detail: "\(field) is longer than \(textLimit) characters.")
    }
    guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw Invalid(field: field, detail: "\(field) holds control characters.")
    }
  }

  private static func check(_ number: Int?, _ field: String, _ range: ClosedRange<Int>)
    throws(Invalid)
  {
    guard number.map(range.contains) ?? true else {
      throw Invalid(
        field: field, detail: "\(field) must be from \(range.lowerBound) to \(range.upperBound).")
    }
  }
}
