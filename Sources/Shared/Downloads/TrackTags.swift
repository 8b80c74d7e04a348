/// What a file's tag says; nil where it says nothing.
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

  /// Tags of these values.
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
}
