/// What a download is offered as, before a person corrects it; nil where the site said nothing.
///
/// The fields of ``tags`` are members here too: `suggestion.title`.
@dynamicMemberLookup
package struct Suggestion: Sendable, Equatable {
  /// Where a suggested value came from.
  package enum Source: String, Sendable, Codable {
    /// The site named the field.
    case site
    /// Cut out of the page's title.
    case titleSplit = "title_split"
    /// Filled in by Tonearm's rules.
    case `default`
  }

  /// The fields that can be suggested.
  package static let fields: [TagField] = [.title, .artist, .album, .albumArtist, .year, .genre]

  /// The suggested values: the title without noise, the album that is the title where the site names none, the
  /// album artist that is the artist. The numbers are nil.
  package var tags = TrackTags()
  /// The length the site gives.
  package var durationSeconds: Double?
  /// Who uploaded it.
  package var uploader: String?
  /// The address of the page.
  package var webpageUrl: String?
  /// The name of yt-dlp's extractor.
  package var extractor: String?
  /// The origin of each field that has a value, by its JSON name.
  package var sources: [String: Source] = [:]

  /// A suggestion of nothing.
  package init() {}

  /// A field of ``tags``.
  package subscript<Value>(dynamicMember path: WritableKeyPath<TrackTags, Value>) -> Value {
    get { tags[keyPath: path] }
    set { tags[keyPath: path] = newValue }
  }
}

extension Suggestion: Codable {
  private enum Key: String, CodingKey {
    case durationSeconds, uploader, webpageUrl, extractor, sources
  }

  /// Reads what ``encode(to:)`` wrote.
  package init(from decoder: any Decoder) throws {
    tags = try TrackTags(from: decoder)
    let container = try decoder.container(keyedBy: Key.self)
    durationSeconds = try container.decodeIfPresent(Double.self, forKey: .durationSeconds)
    uploader = try container.decodeIfPresent(String.self, forKey: .uploader)
    webpageUrl = try container.decodeIfPresent(String.self, forKey: .webpageUrl)
    extractor = try container.decodeIfPresent(String.self, forKey: .extractor)
    sources = try container.decode([String: Source].self, forKey: .sources)
  }

  /// Writes one object of tags and the rest side by side; what is not known is left out.
  package func encode(to encoder: any Encoder) throws {
    try tags.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encodeIfPresent(durationSeconds, forKey: .durationSeconds)
    try container.encodeIfPresent(uploader, forKey: .uploader)
    try container.encodeIfPresent(webpageUrl, forKey: .webpageUrl)
    try container.encodeIfPresent(extractor, forKey: .extractor)
    try container.encode(sources, forKey: .sources)
  }
}
