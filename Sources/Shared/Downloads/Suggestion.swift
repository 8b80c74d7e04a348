/// What a download is offered as, before a person corrects it; nil where the site said nothing.
package struct Suggestion: Sendable, Equatable, Codable {
  /// Where a suggested value came from.
  package enum Source: String, Sendable, Codable {
    /// The site named the field.
    case site
    /// Cut out of the page's title.
    case titleSplit = "title_split"
    /// Filled in by Tonearm's rules.
    case `default`
  }

  /// The title, without noise.
  package var title: String?
  /// The artist.
  package var artist: String?
  /// The album; the title where the site names none.
  package var album: String?
  /// The album artist; the artist.
  package var albumArtist: String?
  /// The year of release or upload; 1–9999.
  package var year: Int?
  /// The genre.
  package var genre: String?
  /// The length the site gives.
  package var durationSeconds: Double?
  /// Who uploaded it.
  package var uploader: String?
  /// The address of the page.
  package var webpageUrl: String?
  /// That address in the form that ``SourceURL/canonical`` has; nil where it is not one that may be fetched.
  package var canonicalUrl: String?
  /// The name of yt-dlp's extractor.
  package var extractor: String?
  /// The origin of each field that has a value, by its JSON name.
  package var sources: [String: Source] = [:]

  /// A suggestion of nothing.
  package init() {}
}
