extension Suggestion {
  /// Makes a suggestion out of what the site said: noise dropped, "Artist - Title" split, gaps filled.
  package init(cleaning site: SiteMetadata) {
    self.init()
    durationSeconds = site.durationSeconds
    uploader = Self.tidy(site.uploader ?? site.channel)
    webpageUrl = site.webpageURL
    extractor = site.extractor

    let pageTitle = Self.withoutNoise(Self.tidy(site.title) ?? "")
    let siteArtist = Self.tidy(site.artists.compactMap(Self.tidy).joined(separator: ", "))
    let channel = uploader.map(Self.withoutTopic).flatMap(Self.nameNotHost)

    if let track = Self.tidy(site.track) {
      (title, sources["title"]) = (track, .site)
      if let artist = siteArtist { (self.artist, sources["artist"]) = (artist, .site) }
    } else if let (left, right) = Self.split(pageTitle), siteArtist == nil || siteArtist == left {
      (artist, sources["artist"]) = (left, .titleSplit)
      (title, sources["title"]) = (right, .titleSplit)
    } else {
      if !pageTitle.isEmpty { (title, sources["title"]) = (pageTitle, .site) }
      if let artist = siteArtist { (self.artist, sources["artist"]) = (artist, .site) }
    }
    if artist == nil, let channel { (artist, sources["artist"]) = (channel, .site) }

    if let album = Self.tidy(site.album) {
      (self.album, sources["album"]) = (album, .site)
    } else if let title {
      (album, sources["album"]) = (title, .default)
    }
    if let artist { (albumArtist, sources["albumArtist"]) = (artist, .default) }
    if let year = site.releaseYear, (1...9999).contains(year) {
      (self.year, sources["year"]) = (year, .site)
    }
  }

  /// One line without control characters, white space collapsed, at most 500 scalars; nil if nothing is left.
  private static func tidy(_ text: String?) -> String? {
    guard let text else { return nil }
    let words = text.unicodeScalars
      .split { $0.properties.isWhitespace || $0.properties.generalCategory == .control }
      .map { String(String.UnicodeScalarView($0)) }
    let line = words.joined(separator: " ").unicodeScalars.prefix(MetadataApproval.textLimit)
    return line.isEmpty ? nil : String(String.UnicodeScalarView(line))
  }

  private static func withoutTopic(_ channel: String) -> String {
    channel.hasSuffix(" - Topic") ? String(channel.dropLast(" - Topic".count)) : channel
  }

  /// Generic pages report their host, often with a port, as the uploader: that is nobody's name.
  private static func nameNotHost(_ name: String) -> String? {
    let looksLikeHost =
      !name.contains(" ") && name.contains(where: { $0 == "." || $0 == ":" })
      && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
    return looksLikeHost ? nil : name
  }

  /// Splits "Artist - Title" at its first dash between spaces.
  private static func split(_ title: String) -> (artist: String, title: String)? {
    for dash in [" - ", " – ", " — "] {
      guard let range = title.firstRange(of: dash) else { continue }
      if let artist = tidy(String(title[..<range.lowerBound])),
        let rest = tidy(String(title[range.upperBound...]))
      {
        return (artist, rest)
      }
    }
    return nil
  }

  private static let noise: Set<String> = [
    "official video", "official music video", "official audio", "official lyric video",
    "official visualizer", "official visualiser", "lyric video", "lyrics", "audio", "visualizer",
    "hd", "hq", "4k", "full hd",
  ]

  /// Drops the " (1)" with which yt-dlp numbers what it finds on a page of no known site, and bracketed
  /// groups that say nothing about the music, such as "(Official Video)" and "[HD]".
  private static func withoutNoise(_ title: String) -> String {
    var kept = ""
    var rest = title.hasSuffix(" (1)") ? title.dropLast(4) : title[...]
    while let open = rest.firstIndex(where: { $0 == "(" || $0 == "[" }) {
      let closing: Character = rest[open] == "(" ? ")" : "]"
      guard let close = rest[open...].firstIndex(of: closing) else { break }
      let group = rest[rest.index(after: open)..<close]
      kept += rest[..<open]
      if !noise.contains(group.lowercased()) { kept += rest[open...close] }
      rest = rest[rest.index(after: close)...]
    }
    return tidy(kept + rest) ?? title
  }
}
