/// What the words of a phrase say about the upload rather than about the music.
struct TitleNoise {
  /// What a word of noise is.
  enum Kind {
    /// What was uploaded: "video", "audio", "premiere".
    case noun
    /// Of what sort: "official".
    case adjective
    /// What was uploaded, in a word that means nothing else: "MV", "lyrics".
    case tag
    /// Of what quality, in a word that means nothing else: "HD", "4K".
    case mark
    /// A new master, of the picture where there is one: "remastered". Alone it is a release's.
    case remaster
    /// A word that is noise only in such company: "with", a year.
    case filler
  }

  /// The kinds of the words; empty where the phrase has none, as "&" or "🔥".
  private(set) var kinds: [Kind] = []
  /// The words that are no fillers: "Paroles, paroles" has one, and is a song.
  private var words: Set<String> = []

  /// The phrase as noise; nil where any of its words is none.
  init?(_ phrase: some Collection<Unicode.Scalar>) {
    let text = Self.folded(phrase)
    if Self.labels.contains(text) {
      kinds = [.adjective]
      words = [text]
      return
    }
    if Self.phrases.contains(text) {
      kinds = [.tag]
      words = [text]
      return
    }
    for word in phrase.split(separator: " ") {
      guard let known = Self.kinds(of: Array(word)) else { return nil }
      kinds += known.map(\.kind)
      words.formUnion(known.filter { $0.kind != .filler }.map(\.word))
    }
  }

  /// The noise with that of the words before it.
  func following(_ noise: Self) -> Self {
    var whole = noise
    whole.kinds += kinds
    whole.words.formUnion(words)
    return whole
  }

  /// Whether the phrase is noise where brackets set it apart.
  ///
  /// A remaster is release information, unless the same phrase is about a video or its quality.
  var isNoise: Bool {
    if kinds.contains(where: { $0 == .noun || $0 == .tag || $0 == .mark }) { return true }
    return kinds.contains(.adjective) && !kinds.contains(.remaster)
  }

  /// Whether the phrase is noise even where a title could stand: "Official Video" and "HD" are,
  /// "Audio" is not.
  var isCertain: Bool {
    guard isNoise else { return false }
    if kinds.contains(.remaster) { return kinds.contains(.mark) || kinds.contains(.noun) }
    if kinds.allSatisfy({ $0 == .mark || $0 == .tag }) { return true }
    return words.count > 1 && kinds.contains { $0 == .noun || $0 == .tag }
  }

  /// Whether any word says something by itself, which fillers do not.
  var hasWords: Bool { !words.isEmpty }

  private typealias Word = (word: String, kind: Kind)

  private static func kinds(of word: [Unicode.Scalar]) -> [Word]? {
    if let known = known(word[...]) ?? knownCut(word) { return [known] }
    var kinds: [Word] = []
    var rest = word.drop { !isLetter($0) }
    while let first = rest.first {
      let piece = rest.prefix { isLetter($0) && isEastAsian($0) == isEastAsian(first) }
      guard let words = known(piece).map({ [$0] }) ?? knownCompound(piece) else { return nil }
      kinds += words
      rest = rest.dropFirst(piece.count).drop { !isLetter($0) }
    }
    return kinds
  }

  private static func known(_ word: ArraySlice<Unicode.Scalar>) -> Word? {
    let text = folded(word)
    if let year = Int(text), (1900...2099).contains(year) { return (text, .filler) }
    return dictionary[text].map { (text, $0) }
  }

  /// The words of an East Asian compound, the longest first: "官方高清" is "官方" and "高清".
  private static func knownCompound(_ piece: ArraySlice<Unicode.Scalar>) -> [Word]? {
    guard let first = piece.first, isEastAsian(first) else { return nil }
    var words: [Word] = []
    var rest = piece
    while !rest.isEmpty {
      let lengths = (2...longestCompound).reversed().filter { $0 <= rest.count }
      guard let word = lengths.lazy.compactMap({ known(rest.prefix($0)) }).first else { return nil }
      words.append(word)
      rest = rest.dropFirst(word.word.unicodeScalars.count)
    }
    return words
  }

  /// The scalars of the longest word in a compound.
  private static let longestCompound = 12

  /// A word of which only the beginning is there: "Vid…".
  private static func knownCut(_ word: [Unicode.Scalar]) -> Word? {
    let ellipsis: [Unicode.Scalar] = word.last == "…" ? ["…"] : [".", ".", "."]
    guard word.suffix(ellipsis.count) == ellipsis[...] else { return nil }
    let beginning = folded(word.dropLast(ellipsis.count))
    if beginning.count < 2 { return (beginning, .filler) }
    // The shortest, so that it does not depend on the order of a dictionary.
    let whole = dictionary.keys.filter { $0.hasPrefix(beginning) }
      .min { ($0.count, $0) < ($1.count, $1) }
    return whole.flatMap { dictionary[$0] }.map { (beginning, $0) }
  }

  private static func folded(_ phrase: some Collection<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: phrase)
    return String(view).lowercased()
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
  /// Phrases that are noise in brackets, but titles elsewhere.
  private static let labels: Set<String> = [
    "full", "free", "new", "short film", "behind the scenes", "フル", "最新", "free dl!", "无损音质",
    "無損音質",
  ]

  /// Phrases that are noise as a whole, though their words are not.
  private static let phrases: Set<String> = [
    "now playing", "np", "free download", "free dl", "*free download*", "*free dl*",
    "out now", "out now!", "full song", "new release", "full hd", "art track", "color coded",
    "текст песни", "текст пісні", "слова песни", "lời bài hát", "şarkı sözleri", "s textem",
    "s titulky", "z tekstem", "na żądanie", "med tekst", "med text", "με στίχους", "עם מילים",
    "مع الكلمات", "با متن", "متن آهنگ", "เนื้อเพลง", "lirik lagu", "歌詞字幕", "中文字幕",
    "日本語字幕", "한글자막", "最新mv",
  ]

  /// The words of noise, in lower case.
  private static let dictionary: [String: Kind] = {
    let lists: [(Kind, String)] = [
      (.filler, fillers), (.noun, nouns), (.tag, tags), (.adjective, adjectives), (.mark, marks),
      (.remaster, remasters),
    ]
    var words: [String: Kind] = [:]
    for (kind, list) in lists {
      for word in list.split(whereSeparator: \.isWhitespace) { words[String(word)] = kind }
    }
    return words
  }()

  private static let nouns = """
    video videos vid audio lyric lyrical lyrik paroles letra letras songtekst lirik стихи στίχοι लिरिक्स visualizer visualiser visualizador clip clips videoclips pv
    premiere quality subtitles subtitle subtitled subs sub captions
    untertitel vidéo vidéos vidéoclip titres première
    vídeo vídeos áudio clipe estreno estreia subtítulos subtitulado subtitulada subtitulos legendas
    legendado legendada legenda tradução traducción traduction traduzione testo sottotitoli
    tekst text sanat  videoclipul versuri lletra
    teledysk wideo napisy klip klipi klipp klibi videosu videosuyla videó dalszöveg spot
    видео клип клипа клипы аудио текст премьера
    відео кліп кліпу аудіо прем'єра премʼєра прем’єра
    βίντεο κλιπ ήχος فيديو الفيديو كليب الكليب كلمات وكلمات
    ویدیو ویدیوی ویدئو موزیک‌ویدیو קליפ הקליפ וידאו וידיאו מילים תרגום מתורגם
    वीडियो ऑडियो लिरिकल ভিডিও অডিও லிரிக்ஸ் வீடியோ
    ビデオ 動画 音源 字幕
    뮤비 비디오 오디오 음원 자막
    完整版 音乐视频 音樂錄影帶 音樂影片 視頻 视频 音頻 音频
    มิวสิกวิดีโอ มิวสิควิดีโอ วิดีโอ
    """

  private static let tags = """
    mv m/v lyrics lyricvideo lyricsvideo songtext songtexte songteksten sözleri dalszöveggel текстом
    videoclip videoklip musikvideo musikvideos lyrikvideo musikkvideo musiikkivideo видеоклип
    видеоклипа відеокліп 뮤직비디오 ミュージックビデオ ミュージッククリップ リリックビデオ
    歌詞 가사 歌词 歌詞付き 歌詞つき 動態歌詞 动态歌词 歌詞版 歌词版
    """

  private static let adjectives = """
    official offical music exclusive explicit upload uploaded offizielles offizielle offizieller
    officiel officielle officiels officielles oficial oficiales ufficiale ufficiali
    officiële officieel officiell officiella officiellt offisiell offisielle officielt
    oficjalny oficjalne oficjalna resmi oficiální oficiálny oficiálne oficiálna hivatalos virallinen
    službeni službena zvanični uradni oficialus ametlik oficială
    музыкальное музыкальный официальный официальное официальная официально официално официален
    офіційний офіційне офіційна επίσημο επίσημη επισημο
    الرسمي الرسمية رسمي رسمية حصري حصريا حصرياً رسمی موزیک
    הרשמי רשמי הרשמית आधिकारिक ऑफिशियल অফিসিয়াল অফিশিয়াল அதிகாரப்பூர்வ
    公式 オフィシャル ミュージック リリック 공식 뮤직 최초공개
    官方 官方版 官方完整版 官方高畫質 高清 高畫質 高画質 高音質 超清
    """

  private static let marks = """
    hd hq uhd fhd qhd 4k 8k 2k 5k 240p 360p 480p 720p 1080p 1440p 2160p 4k60 60fps 50fps 30fps
    320kbps 256kbps 128kbps 1080p60 720p60 flac wav mp3 upscale upscaled
    """

  private static let remasters = """
    remaster remastered remastering remasterisé remasterizado remasterizada remasterizzato
    restored enhanced upgrade upgraded
    """

  private static let fillers = """
    with w and in the to full high best ultra new song now avec com con mit de du et y und by
    en em på med z sa de la el le a ai definition resolution color colour coded eng rom han kan esp ita
    fra ger por rus jpn kor english spanish french german español inglés français deutsch italiano
    português hun translation sous film description performance dance vertical animated only original
    special choreography practice da do música musica piosenki utworu söz 듣기
    müzik песни песня трека трек клипа в с и з із та με και מוזיקה フル 版
    """
}
