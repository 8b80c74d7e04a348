/// What a person typed so far: per field nothing, a removal, or a value.
package struct MetadataEdits: Sendable, Equatable {
  /// One field's edit.
  package enum Edit<Value: Sendable & Equatable>: Sendable, Equatable {
    /// Not touched: the draft's value, then the suggestion's, stands.
    case keep
    case clear
    case set(Value)

    /// The value after the edit, given what stood before.
    package func applied(to value: Value?) -> Value? {
      switch self {
      case .keep: value
      case .clear: nil
      case .set(let new): new
      }
    }
  }

  /// The edit of the title.
  package var title: Edit<String> = .keep
  /// The edit of the artist.
  package var artist: Edit<String> = .keep
  /// The edit of the album.
  package var album: Edit<String> = .keep
  /// The edit of the album artist.
  package var albumArtist: Edit<String> = .keep
  /// The edit of the year.
  package var year: Edit<Int> = .keep
  /// The edit of the genre.
  package var genre: Edit<String> = .keep
  /// The edit of the track number.
  package var trackNumber: Edit<Int> = .keep
  /// The edit of the disc number.
  package var discNumber: Edit<Int> = .keep

  /// No edits.
  package init() {}

  /// Edits that put every field to the value it has in `metadata`.
  package init(replacingAll metadata: TrackMetadata) {
    func edit<Value>(_ value: Value?) -> Edit<Value> { value.map { .set($0) } ?? .clear }
    title = .set(metadata.title)
    artist = .set(metadata.artist)
    album = edit(metadata.album)
    albumArtist = edit(metadata.albumArtist)
    year = edit(metadata.year)
    genre = edit(metadata.genre)
    trackNumber = edit(metadata.trackNumber)
    discNumber = edit(metadata.discNumber)
  }
}

extension MetadataEdits: Codable {
  /// The fields' names in JSON.
  package enum CodingKeys: String, CodingKey, CaseIterable {
    case title, artist, album, albumArtist, year, genre, trackNumber, discNumber
  }

  /// Reads an absent field as ``Edit/keep``, null or an empty text as ``Edit/clear``.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func text(_ key: CodingKeys) throws -> Edit<String> {
      guard container.contains(key) else { return .keep }
      guard let value = try container.decodeIfPresent(String.self, forKey: key), !value.isEmpty
      else { return .clear }
      return .set(value)
    }
    func number(_ key: CodingKeys) throws -> Edit<Int> {
      guard container.contains(key) else { return .keep }
      return try container.decodeIfPresent(Int.self, forKey: key).map { .set($0) } ?? .clear
    }
    title = try text(.title)
    artist = try text(.artist)
    album = try text(.album)
    albumArtist = try text(.albumArtist)
    year = try number(.year)
    genre = try text(.genre)
    trackNumber = try number(.trackNumber)
    discNumber = try number(.discNumber)
  }

  /// Writes only touched fields; a cleared one is null.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    func put<Value: Encodable>(_ edit: Edit<Value>, _ key: CodingKeys) throws {
      switch edit {
      case .keep: break
      case .clear: try container.encodeNil(forKey: key)
      case .set(let value): try container.encode(value, forKey: key)
      }
    }
    try put(title, .title)
    try put(artist, .artist)
    try put(album, .album)
    try put(albumArtist, .albumArtist)
    try put(year, .year)
    try put(genre, .genre)
    try put(trackNumber, .trackNumber)
    try put(discNumber, .discNumber)
  }
}
