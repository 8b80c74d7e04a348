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
      (tags.album, sources["album"]) = (album.text, .site)
    } else if let title = tags.title {
      (tags.album, sources["album"]) = (title, .default)
    }
    if let artist = tags.artist { (tags.albumArtist, sources["albumArtist"]) = (artist, .default) }
    if let year = site.releaseYear, (1...9999).contains(year) {
      (tags.year, sources["year"]) = (year, .site)
    }
  }

  /// Fills in title and artist.
  private mutating func clean(_ site: SiteMetadata) {
    let artists = site.artists.compactMap { TitleLine($0) }.filter { !ArtistHint.isAddress($0) }
    let uploader = TitleLine(uploader).flatMap(ArtistHint.name(uploader:))
    let page = TitleLine(site.title)
    let split = page.flatMap { Self.split($0, artists: artists, uploader: uploader) }

    if let track = TitleLine(site.track) {
      (tags.title, sources["title"]) = (track.text, .site)
    } else if let split {
      (tags.title, sources["title"]) = (split.title.text, .titleSplit)
    } else if let page {
      (tags.title, sources["title"]) = (page.asTitle.text, .site)
    }

    if let artist = TitleLine(artists.map(\.text).joined(separator: ", ")) {
      (tags.artist, sources["artist"]) = (artist.text, .site)
    } else if let split, split.title.text == tags.title {
      (tags.artist, sources["artist"]) = (split.artist.text, .titleSplit)
    } else if let uploader {
      (tags.artist, sources["artist"]) = (uploader.text, .site)
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
