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
  /// The album; the title where neither the site nor its page's title names one.
  package var album: String?
  /// The album artist; the artist.
  package var albumArtist: String?
  /// The year of release or upload; 1–9999.
  package var year: Int?
  /// The genre.
  package var genre: String?
  /// The number on the album; 1–9999.
  package var trackNumber: Int?
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
      (self.year, sources["year"]) = (year, .site)
    }
  }

  private mutating func fillNames(
    _ site: SiteMetadata, _ page: PageReading?, _ artists: [TitleLine], _ uploader: UploaderName
  ) {
    if let track = TitleLine(site.track) {
      (title, sources["title"]) = (track.text, .site)
    } else if let page {
      (title, sources["title"]) = (page.title.text, page.artist == nil ? .site : .titleSplit)
    }
    if let artist = TitleLine(artists.map(\.text).joined(separator: ", ")) {
      (self.artist, sources["artist"]) = (artist.text, .site)
    } else if let page, let artist = page.artist, page.title.text == title {
      (self.artist, sources["artist"]) = (artist.text, .titleSplit)
    } else if let artist = uploader.artist {
      (self.artist, sources["artist"]) = (artist.text, .site)
    }
    if let artist { (albumArtist, sources["albumArtist"]) = (artist, .default) }
  }

  private mutating func fillAlbum(_ site: SiteMetadata, _ page: PageReading?) {
    if let album = TitleLine(site.album) {
      (self.album, sources["album"]) = (album.text, .site)
    } else if let album = page?.album {
      (self.album, sources["album"]) = (album.text, .titleSplit)
    } else if let title {
      (album, sources["album"]) = (title, .default)
    }
    if let number = site.trackNumber, (1...9999).contains(number) {
      (trackNumber, sources["trackNumber"]) = (number, .site)
    } else if let number = page?.trackNumber {
      (trackNumber, sources["trackNumber"]) = (number, .titleSplit)
    }
  }
}
