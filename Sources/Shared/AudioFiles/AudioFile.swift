import Downloads

/// What an audio file says of itself.
///
/// Texts are the tag's, without white space around them and without control characters, cut at
/// ``maximumCharacters``; never empty. Several artists or genres are joined by `; `. The fields of ``tags`` are
/// members here too.
@dynamicMemberLookup
package struct AudioFile: Sendable, Equatable {
  /// The longest text that is taken.
  package static let maximumCharacters = 500

  /// What kind of file it is.
  package var format: AudioFormat
  /// How long it plays; nil where the file does not say, as fragmented MP4 may not.
  package var durationSeconds: Double?
  /// On average; nil where it is not known.
  package var bitrateKbps: Int?
  /// What the tag says: the year is that of its date, the genre a name even where the tag has its number.
  package var tags = TrackTags()
  /// The link it was downloaded from: Tonearm's WOAS, or the `purl` of yt-dlp.
  package var sourceURL: String?
  /// The download that it came from.
  package var downloadID: DownloadID?

  /// A field of ``tags``.
  package subscript<Value>(dynamicMember path: KeyPath<TrackTags, Value>) -> Value {
    tags[keyPath: path]
  }
}
