import Downloads

/// What the fields of a tag are called in each kind of tag. Where there are several names, the first is written.
extension TagField {
  /// Whether the value is a number that may have a total after it, as in `7/12`.
  var isNumbered: Bool { self == .trackNumber || self == .discNumber }

  /// The frames of ID3v2 in a version; those after the first mean the same, or a part of it.
  func frames(_ version: UInt8) -> [String] {
    switch self {
    case .title: version == 2 ? ["TT2"] : ["TIT2"]
    case .artist: version == 2 ? ["TP1"] : ["TPE1"]
    case .album: version == 2 ? ["TAL"] : ["TALB"]
    case .albumArtist: version == 2 ? ["TP2"] : ["TPE2"]
    case .genre: version == 2 ? ["TCO"] : ["TCON"]
    case .trackNumber: version == 2 ? ["TRK"] : ["TRCK"]
    case .discNumber: version == 2 ? ["TPA"] : ["TPOS"]
    case .year:
      switch version {
      case 2: ["TYE", "TDA", "TIM", "TRD"]
      case 3: ["TYER", "TDRC", "TDAT", "TIME", "TRDA"]
      default: ["TDRC", "TYER", "TDAT", "TIME", "TRDA"]
      }
    }
  }

  /// The names in Vorbis comments.
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

  /// The keys in APEv2, in capitals; they are compared without case.
  var apeKeys: [String] {
    switch self {
    case .albumArtist: ["ALBUM ARTIST", "ALBUMARTIST"]
    case .year: ["YEAR"]
    case .trackNumber: ["TRACK"]
    case .discNumber: ["DISC"]
    default: [rawValue.uppercased()]
    }
  }

  /// The names of iTunes' items in MP4.
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

  /// The chunk of AIFF that is a text of its own.
  var textChunk: FourCharacters? {
    switch self {
    case .title: "NAME"
    case .artist: "AUTH"
    default: nil
    }
  }
}
