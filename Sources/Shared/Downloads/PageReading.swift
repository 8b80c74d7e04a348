/// What a page's title says about the recording.
struct PageReading {
  private(set) var title: TitleLine
  /// The artist, where the title names one.
  private(set) var artist: TitleLine?
  private(set) var trackNumber: Int?
  private(set) var album: TitleLine?

  /// Reads the title of a page by `uploader` on a site that names `artists`, or none.
  init(_ page: TitleLine, artists: [TitleLine], uploader: UploaderName) {
    self.init(once: page, artists, uploader)
    // What one reading leaves can be noise in a simpler line: read until nothing changes.
    for _ in 0..<Self.readings {
      guard let line = self.line else { return }
      let next = Self(once: line, artists, uploader)
      trackNumber = trackNumber ?? next.trackNumber
      album = album ?? next.album
      if next.title == title, next.artist == artist { return }
      (title, artist) = (next.title, next.artist)
    }
  }

  private static let readings = 16

  /// Artist and title as a page's title.
  private var line: TitleLine? {
    guard let artist else { return title }
    return TitleLine(scalars: artist.scalars + [" ", "-", " "] + title.scalars)
  }

  private init(once page: TitleLine, _ artists: [TitleLine], _ uploader: UploaderName) {
    let hint =
      artists.isEmpty ? ArtistHint(uploader: uploader.artist) : ArtistHint(artists: artists)
    let page = PageTitle(page, hint: hint, isTrack: uploader.isTopic)
    (trackNumber, album) = (page.trackNumber, page.album)
    let line = page.line.withoutNoise
    let title = line.asTitle
    let isNamed = !artists.isEmpty || uploader.isTopic
    var split = TitleSplit(line, namedBy: hint) ?? TitleSplit(title, namedBy: hint)
    if split == nil, !isNamed {
      let (isVideo, hasUploader) = (line != page.line, uploader.artist != nil)
      split =
        TitleSplit(line, isVideo: isVideo, hasUploader: hasUploader)
        ?? TitleSplit(title, isVideo: isVideo, hasUploader: hasUploader)
        ?? (hasUploader ? nil : TitleSplit(guessing: title))
    }
    self.title = split?.title ?? title
    artist = split?.artist
  }
}
