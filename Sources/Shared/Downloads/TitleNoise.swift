/// What the words of a phrase say about the upload rather than about the music.
struct TitleNoise {
  /// What a word of noise is.
  enum Kind {
    /// What was uploaded: "video", "audio", "lyrics".
    case noun
    /// Of what sort: "official".
    case adjective
    /// What was uploaded, in a word that means nothing else: "MV".
    case tag
    /// Of what quality, in a word that means nothing else: "HD", "4K".
    case mark
    /// A word that is noise only in such company: "with", a year.
    case filler
  }

  /// The kinds of the words; empty where the phrase has none, as "&" or "🔥".
  let kinds: [Kind]

  /// The phrase as noise; nil where any of its words is none.
  init?(_ phrase: some Collection<Unicode.Scalar>) {
    var kinds: [Kind] = []
    for word in phrase.split(separator: " ") {
      guard let known = Self.kinds(of: Array(word)) else { return nil }
      kinds += known
    }
    self.kinds = kinds
  }

  /// Whether the phrase is noise where brackets set it apart.
  var isNoise: Bool { kinds.contains { $0 != .filler } }

  /// Whether the phrase is noise even where a title could stand: "Official Video" and "HD" are,
  /// "Audio" is not.
  var isCertain: Bool {
    let words = kinds.filter { $0 != .filler }
    if kinds.allSatisfy({ $0 == .mark || $0 == .tag }) { return !kinds.isEmpty }
    return words.count > 1 && words.contains { $0 == .noun || $0 == .tag }
  }

  private static func kinds(of word: [Unicode.Scalar]) -> [Kind]? {
    if let kind = kind(of: word[...]) { return [kind] }
    var kinds: [Kind] = []
    var rest = word.drop { !isLetter($0) }
    while let first = rest.first {
      let piece = rest.prefix { isLetter($0) && isEastAsian($0) == isEastAsian(first) }
      guard let kind = kind(of: piece) else { return nil }
      kinds.append(kind)
      rest = rest.dropFirst(piece.count).drop { !isLetter($0) }
    }
    return kinds
  }

  private static func kind(of word: ArraySlice<Unicode.Scalar>) -> Kind? {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: word)
    let text = String(view)
    if let year = Int(text), (1900...2099).contains(year) { return .filler }
    return words[text.lowercased()]
  }

  /// Letters and digits with their marks.
  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .decimalNumber: true
    default: scalar.properties.isAlphabetic
    }
  }

  /// Scripts written without spaces, so that "官方MV" is two words.
  private static func isEastAsian(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x2E80 }
}

extension TitleNoise {
  /// The words of noise, in lower case.
  static let words: [String: Kind] = {
    let lists: [(Kind, String)] = [
      (.noun, nouns), (.tag, tags), (.adjective, adjectives), (.mark, marks),
      (.filler, fillers),
    ]
    var words: [String: Kind] = [:]
    for (kind, list) in lists {
      for word in list.split(whereSeparator: \.isWhitespace) { words[String(word)] = kind }
    }
    return words
  }()

  private static let nouns = """
    video videos audio lyric lyrics lyrical visualizer visualiser clip videoclip pv premiere quality
    musikvideo videosu klip klibi teledysk
    vidéo clips paroles première vídeo áudio letra letras legendado estreno testo videoklip songtext
    видео клип клипа видеоклип аудио текст премьера відео кліп текст прем'єра
    βίντεο κλιπ στίχοι فيديو كليب كلمات وكلمات קליפ הקליפ וידאו מילים वीडियो ऑडियो लिरिकल
    ミュージックビデオ ビデオ 歌詞 歌詞付き 뮤직비디오 뮤비 비디오 오디오 가사
    歌词 動態歌詞 动态歌词 歌詞版 歌词版 完整版 音乐视频 音樂錄影帶 視頻 视频
    """

  private static let tags = "mv m/v"

  private static let adjectives = """
    official music exclusive offizielles offizielle offizieller officiel officielle officiels
    oficial oficiales ufficiale officiële officieel officiell officielt oficjalny oficjalne resmi
    oficiální hivatalos virallinen музыкальное официальный официальное официальная официально
    офіційний офіційне офіційна επίσημο επίσημη الرسمي الرسمية رسمي حصري حصريا حصرياً
    הרשמי רשמי आधिकारिक 公式 オフィシャル 공식 官方 官方版 官方完整版 官方高畫質 高清 高畫質 高画質 高音質
    """

  private static let marks = """
    hd hq uhd fhd 4k 8k 480p 720p 1080p 1440p 2160p 60fps 320kbps
    """

  private static let fillers = """
    with w and in the full high best ultra new song con avec com mit de du et y und by
    müzik песни песня трека в с и フル
    """
}
