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
  /// The name of yt-dlp's extractor.
  package var extractor: String?
  /// The origin of each field that has a value, by its JSON name.
  package var sources: [String: Source] = [:]

  /// A suggestion of nothing.
  package init() {}
}

extension Suggestion {
  /// Makes a suggestion out of what the site said: noise dropped, "Artist - Title" split, gaps filled.
  ///
  /// The track and the artists that the site names win over what its page's title says; the uploader
  /// only tells which side of the title is the artist, and is the artist where nothing else is.
  package init(cleaning site: SiteMetadata) {
    self.init()
    durationSeconds = site.durationSeconds
    uploader = TitleLine(site.uploader ?? site.channel)?.text
    webpageUrl = site.webpageURL
    extractor = site.extractor
    clean(site)

    if let album = TitleLine(site.album) {
      (self.album, sources["album"]) = (album.text, .site)
    } else if let title {
      (album, sources["album"]) = (title, .default)
    }
    if let artist { (albumArtist, sources["albumArtist"]) = (artist, .default) }
    if let year = site.releaseYear, (1...9999).contains(year) {
      (self.year, sources["year"]) = (year, .site)
    }
  }

  /// Fills in title and artist.
  private mutating func clean(_ site: SiteMetadata) {
    let artists = site.artists.compactMap { TitleLine($0) }.filter { !ArtistHint.isAddress($0) }
    let uploader = TitleLine(uploader).flatMap(ArtistHint.name(uploader:))
    let page = TitleLine(site.title)
    let split = page.flatMap { Self.split($0, artists: artists, uploader: uploader) }

    if let track = TitleLine(site.track) {
      (title, sources["title"]) = (track.text, .site)
    } else if let split {
      (title, sources["title"]) = (split.title.text, .titleSplit)
    } else if let page {
      (title, sources["title"]) = (page.asTitle.text, .site)
    }

    if let artist = TitleLine(artists.map(\.text).joined(separator: ", ")) {
      (self.artist, sources["artist"]) = (artist.text, .site)
    } else if let split, split.title.text == title {
      (artist, sources["artist"]) = (split.artist.text, .titleSplit)
    } else if let uploader {
      (artist, sources["artist"]) = (uploader.text, .site)
    }
  }

  private static func split(_ page: TitleLine, artists: [TitleLine], uploader: TitleLine?)
    -> TitleSplit?
  {
    let hint = ArtistHint(artists.isEmpty ? [uploader].compactMap(\.self) : artists)
    let line = page.withoutNoise
    let title = line.asTitle
    let named = TitleSplit(line, namedBy: hint) ?? TitleSplit(title, namedBy: hint)
    if named != nil || !artists.isEmpty { return named }
    let isVideo = line != page
    return TitleSplit(line, isVideo: isVideo) ?? TitleSplit(title, isVideo: isVideo)
      ?? (uploader == nil ? TitleSplit(guessing: title) : nil)
  }
}
