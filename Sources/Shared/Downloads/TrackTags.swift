/// The tag of a track; nil where it says nothing. ``TagField`` is the table of its fields.
package struct TrackTags: Sendable, Equatable {
  /// The name of the track.
  package var title: String?
  /// Who performs it.
  package var artist: String?
  /// The name of the album.
  package var album: String?
  /// Who the album is filed under.
  package var albumArtist: String?
  /// 1–9999.
  package var year: Int?
  /// The name of the genre.
  package var genre: String?
  /// From 1.
  package var trackNumber: Int?
  /// From 1.
  package var discNumber: Int?

  /// Tags of these values, verbatim.
  package init(
    title: String? = nil, artist: String? = nil, album: String? = nil, albumArtist: String? = nil,
    year: Int? = nil, genre: String? = nil, trackNumber: Int? = nil, discNumber: Int? = nil
  ) {
    self.title = title
    self.artist = artist
    self.album = album
    self.albumArtist = albumArtist
    self.year = year
    self.genre = genre
    self.trackNumber = trackNumber
    self.discNumber = discNumber
  }

  /// The value of a field as text: a number in decimal digits.
  package func text(of field: TagField) -> String? {
    switch field.kind {
    case .text(let path): self[keyPath: path]
    case .number(let path, _): self[keyPath: path].map(String.init)
    }
  }

  /// Gives `field` the value that it has in `other`.
  mutating func take(_ field: TagField, from other: TrackTags) {
    switch field.kind {
    case .text(let path): self[keyPath: path] = other[keyPath: path]
    case .number(let path, _): self[keyPath: path] = other[keyPath: path]
    }
  }
}

extension TrackTags: Codable {
  /// Reads the fields of an object, which may have others besides; one that is absent or null is nil.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: TagField.self)
    for field in TagField.allCases {
      switch field.kind {
      case .text(let path):
        self[keyPath: path] = try container.decodeIfPresent(String.self, forKey: field)
      case .number(let path, _):
        self[keyPath: path] = try container.decodeIfPresent(Int.self, forKey: field)
      }
    }
  }

  /// Writes the fields that have a value.
  package func encode(to encoder: any Encoder) throws {
    try encode(TagField.allCases.filter { text(of: $0) != nil }, to: encoder)
  }

  /// Writes `fields`, into the object that `encoder` may be writing already; null where one has no value.
  package func encode(_ fields: some Sequence<TagField>, to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: TagField.self)
    for field in fields {
      switch field.kind {
      case .text(let path): try container.encode(self[keyPath: path], forKey: field)
      case .number(let path, _): try container.encode(self[keyPath: path], forKey: field)
      }
    }
  }
}
