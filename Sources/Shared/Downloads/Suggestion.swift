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

  package var title: String?
  package var artist: String?
  package var album: String?
  package var albumArtist: String?
  package var year: Int?
  package var genre: String?
  package var durationSeconds: Double?
  package var uploader: String?
  package var webpageUrl: String?
  package var extractor: String?
  /// The origin of each field that has a value, by its JSON name.
  package var sources: [String: Source] = [:]

  package init() {}
}
