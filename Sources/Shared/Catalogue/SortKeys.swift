import Downloads

/// What a track is sorted by, as texts that compare byte by byte: nil sorts last.
///
/// What a tie is decided by is part of the key, so that an artist's albums and an album's tracks stand in
/// their order.
struct SortKeys {
  let title: String?
  let artist: String?
  let album: String?

  init(_ tags: TrackTags) {
    func key(_ first: String?, _ rest: String?...) -> String? {
      guard let first else { return nil }
      return ([first] + rest.map { $0 ?? "" })
        .map { String(FoldedText($0).text.unicodeScalars.prefix(100)) }.joined(separator: "\u{1}")
    }
    func digits(_ number: Int?) -> String {
      let text = String(min(max(0, number ?? 0), 999_999))
      return String(repeating: "0", count: 6 - text.count) + text
    }
    let place = digits(tags.discNumber) + digits(tags.trackNumber)
    title = key(tags.title, tags.artist)
    artist = key(tags.artist, tags.album, place)
    album = key(tags.album, tags.albumArtist ?? tags.artist, place)
  }
}
