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
  package static let fields: [TagField] = [
    .title, .artist, .album, .albumArtist, .year, .genre, .trackNumber,
  ]

  /// The suggested values: the title without noise, the album that is the title where the site names none, the
  /// album artist that is the artist. There is never a disc number.
  package var tags = TrackTags()
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

  /// A field of ``tags``.
  package subscript<Value>(dynamicMember path: WritableKeyPath<TrackTags, Value>) -> Value {
    get { tags[keyPath: path] }
    set { tags[keyPath: path] = newValue }
  }
}

extension Suggestion: Codable {
  private enum Key: String, CodingKey {
    case durationSeconds, uploader, webpageUrl, canonicalUrl, extractor, sources
  }

  /// Reads what ``encode(to:)`` wrote.
  package init(from decoder: any Decoder) throws {
    tags = try TrackTags(from: decoder)
    let container = try decoder.container(keyedBy: Key.self)
    durationSeconds = try container.decodeIfPresent(Double.self, forKey: .durationSeconds)
    uploader = try container.decodeIfPresent(String.self, forKey: .uploader)
    webpageUrl = try container.decodeIfPresent(String.self, forKey: .webpageUrl)
    canonicalUrl = try container.decodeIfPresent(String.self, forKey: .canonicalUrl)
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
    try container.encodeIfPresent(canonicalUrl, forKey: .canonicalUrl)
    try container.encodeIfPresent(extractor, forKey: .extractor)
    try container.encode(sources, forKey: .sources)
  }
}

extension Suggestion {
  /// Makes a suggestion out of what the site said: noise dropped, "Artist - Title" split, gaps filled.
  ///
  /// The track and the artists that the site names win over what its page's title says; the uploader
  /// only tells which side of the title is the artist, and is the artist where nothing else is. Cleaning
  /// what was cleaned changes nothing.
  package init(cleaning site: SiteMetadata) {
    self.init()
    durationSeconds = site.durationSeconds
    uploader = TitleLine(site.uploader ?? site.channel)?.text
    webpageUrl = site.webpageURL
    extractor = site.extractor
    let artists = site.artists.compactMap { TitleLine($0) }.filter { !UploaderName.isAddress($0) }
    let uploader = UploaderName(TitleLine(site.uploader ?? site.channel), url: site.webpageURL)
    let page = TitleLine(site.title).map { PageReading($0, artists: artists, uploader: uploader) }
    fillNames(site, page, artists, uploader)
    fillAlbum(site, page)
    if let year = site.releaseYear, (1...9999).contains(year) {
      (tags.year, sources["year"]) = (year, .site)
    }
  }

  private mutating func fillNames(
    _ site: SiteMetadata, _ page: PageReading?, _ artists: [TitleLine], _ uploader: UploaderName
  ) {
    if let track = TitleLine(site.track) {
      (tags.title, sources["title"]) = (track.text, .site)
    } else if let page {
      (tags.title, sources["title"]) = (page.title.text, page.artist == nil ? .site : .titleSplit)
    }
    if let artist = TitleLine(artists.map(\.text).joined(separator: ", ")) {
      (tags.artist, sources["artist"]) = (artist.text, .site)
    } else if let page, let artist = page.artist, page.title.text == tags.title {
      (tags.artist, sources["artist"]) = (artist.text, .titleSplit)
    } else if let artist = uploader.artist {
      (tags.artist, sources["artist"]) = (artist.text, .site)
    }
    if let artist = tags.artist { (tags.albumArtist, sources["albumArtist"]) = (artist, .default) }
  }

  private mutating func fillAlbum(_ site: SiteMetadata, _ page: PageReading?) {
    if let album = TitleLine(site.album) {
      (tags.album, sources["album"]) = (album.text, .site)
    } else if let album = page?.album {
      (tags.album, sources["album"]) = (album.text, .titleSplit)
    } else if let title = tags.title {
      (tags.album, sources["album"]) = (title, .default)
    }
    if let number = site.trackNumber, (1...9999).contains(number) {
      (tags.trackNumber, sources["trackNumber"]) = (number, .site)
    } else if let number = page?.trackNumber {
      (tags.trackNumber, sources["trackNumber"]) = (number, .titleSplit)
    }
  }
}
