/// What a person approved for a track: the values that go into the file's tag, verbatim.
package struct TrackMetadata: Sendable, Equatable, Codable {
  /// Frame TIT2; not blank.
  package var title: String
  /// Frame TPE1; not blank.
  package var artist: String
  /// Frame TALB.
  package var album: String?
  /// Frame TPE2.
  package var albumArtist: String?
  /// Frame TDRC; 1–9999.
  package var year: Int?
  /// Frame TCON.
  package var genre: String?
  /// Frame TRCK; from 1.
  package var trackNumber: Int?
  /// Frame TPOS; from 1.
  package var discNumber: Int?

  /// Metadata of these values, taken verbatim.
  package init(
    title: String, artist: String, album: String? = nil, albumArtist: String? = nil,
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
}
