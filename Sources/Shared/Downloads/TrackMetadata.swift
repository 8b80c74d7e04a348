/// What a person approved for a track: the values that go into the file's tag, verbatim.
package struct TrackMetadata: Sendable, Equatable, Codable {
  package var title: String
  package var artist: String
  package var album: String?
  package var albumArtist: String?
  package var year: Int?
  package var genre: String?
  package var trackNumber: Int?
  package var discNumber: Int?

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
