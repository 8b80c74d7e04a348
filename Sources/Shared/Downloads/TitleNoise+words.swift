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
