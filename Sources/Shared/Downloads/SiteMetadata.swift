/// What a site says about a recording, as reported by yt-dlp. Not trusted: texts may have any content and length.
package struct SiteMetadata: Sendable, Equatable {
  /// The page's or recording's title.
  package var title: String?
  /// The title of the track, if the site has tracks.
  package var track: String?
  /// The artists, in order.
  package var artists: [String] = []
  /// Who uploaded it.
  package var uploader: String?
  /// The channel it is in.
  package var channel: String?
  /// The album it is on.
  package var album: String?
  /// Its number on the album.
  package var trackNumber: Int?
  /// Its length; finite and not negative.
  package var durationSeconds: Double?
  /// The year of its release, or of its upload.
  package var releaseYear: Int?
  /// The address of its page.
  package var webpageURL: String?
  /// The name of yt-dlp's extractor.
  package var extractor: String?

  /// Metadata without any value.
  package init() {}
}
