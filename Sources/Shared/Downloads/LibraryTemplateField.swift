/// What a template can name; the raw value is the word between the braces.
enum LibraryTemplateField: String, CaseIterable {
  case title, artist, album, albumArtist, year, genre, trackNumber, discNumber

  /// The text that stands for the field, nil where there is none.
  func text(for metadata: TrackMetadata) -> String? {
    switch self {
    case .title: metadata.title
    case .artist: metadata.artist
    case .album: Self.present(metadata.album) ?? metadata.title
    case .albumArtist: Self.present(metadata.albumArtist) ?? metadata.artist
    case .year: metadata.year.map(String.init)
    case .genre: Self.present(metadata.genre)
    case .trackNumber: metadata.trackNumber.map { $0 < 10 ? "0\($0)" : String($0) }
    case .discNumber: metadata.discNumber.map(String.init)
    }
  }

  private static func present(_ text: String?) -> String? {
    guard let text, !text.unicodeScalars.allSatisfy(\.properties.isWhitespace) else { return nil }
    return text
  }
}
