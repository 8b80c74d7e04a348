/// What a site says about a recording, as yt-dlp reports it. Hostile: any text, any length.
package struct SiteMetadata: Sendable, Equatable {
  package var title: String?
  package var track: String?
  package var artists: [String] = []
  package var uploader: String?
  package var channel: String?
  package var album: String?
  package var durationSeconds: Double?
  package var releaseYear: Int?
  package var webpageURL: String?
  package var extractor: String?

  package init() {}
}
