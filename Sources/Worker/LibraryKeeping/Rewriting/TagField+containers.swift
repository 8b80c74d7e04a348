import Downloads

/// What the fields of a tag are called in each kind of tag.
extension TagField {
  /// Whether the value is a number that may have a total after it, as in `7/12`.
  var isNumbered: Bool { self == .trackNumber || self == .discNumber }

  /// The frame of ID3v2.4.
  var frame: String {
    switch self {
    case .title: "TIT2"
    case .artist: "TPE1"
    case .album: "TALB"
    case .albumArtist: "TPE2"
    case .year: "TDRC"
    case .genre: "TCON"
    case .trackNumber: "TRCK"
    case .discNumber: "TPOS"
    }
  }

  /// Frames of older versions that mean the same and would contradict a new value.
  var olderFrames: [String] { self == .year ? ["TYER", "TDAT", "TIME", "TRDA"] : [] }

  /// The names of the field in Vorbis comments; the first is the one to write.
  var comments: [String] {
    switch self {
    case .title: ["TITLE"]
    case .artist: ["ARTIST"]
    case .album: ["ALBUM"]
    case .albumArtist: ["ALBUMARTIST", "ALBUM ARTIST", "ALBUM_ARTIST"]
    case .year: ["DATE", "YEAR"]
    case .genre: ["GENRE"]
    case .trackNumber: ["TRACKNUMBER"]
    case .discNumber: ["DISCNUMBER"]
    }
  }

  /// The names of iTunes' items in MP4; the first is the one to write.
  var items: [FourCharacters] {
    switch self {
    case .title: ["\u{a9}nam"]
    case .artist: ["\u{a9}ART"]
    case .album: ["\u{a9}alb"]
    case .albumArtist: ["aART"]
    case .year: ["\u{a9}day"]
    case .genre: ["\u{a9}gen", "gnre"]
    case .trackNumber: ["trkn"]
    case .discNumber: ["disk"]
    }
  }

  /// The names in the INFO list of a WAV file.
  var info: [FourCharacters] {
    switch self {
    case .title: ["INAM"]
    case .artist: ["IART"]
    case .album: ["IPRD"]
    case .year: ["ICRD"]
    case .genre: ["IGNR"]
    case .trackNumber: ["IPRT", "ITRK"]
    case .albumArtist, .discNumber: []
    }
  }
}
