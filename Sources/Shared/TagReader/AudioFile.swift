import Downloads

/// What an audio file says of itself.
///
/// Texts are the tag's, without white space around them and without control characters, cut at
/// ``maximumCharacters``; never empty. Several artists or genres are joined by `; `.
package struct AudioFile: Sendable, Equatable {
  /// The longest text that is taken.
  package static let maximumCharacters = 500

  /// What kind of file it is.
  package var format: AudioFormat
  /// How long it plays; nil where the file does not say, as fragmented MP4 may not.
  package var durationSeconds: Double?
  /// On average; nil where it is not known.
  package var bitrateKbps: Int?
  /// The name of the track.
  package var title: String?
  /// Who performs it.
  package var artist: String?
  /// The name of the album.
  package var album: String?
  /// Who the album is filed under.
  package var albumArtist: String?
  /// Of the date, 1–9999.
  package var year: Int?
  /// The name of the genre, even where the tag has its number.
  package var genre: String?
  /// From 1.
  package var trackNumber: Int?
  /// From 1.
  package var discNumber: Int?
  /// The link it was downloaded from: Tonearm's WOAS, or the `purl` of yt-dlp.
  package var sourceURL: String?
  /// The download that it came from.
  package var downloadID: DownloadID?
}
