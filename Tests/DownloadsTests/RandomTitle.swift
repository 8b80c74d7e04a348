import TestSupport

/// Texts as pages might be titled by somebody who wants the cleaning to fail.
struct RandomTitle {
  private var texts: RandomText
  private var random: SeededRandom

  /// The same seed gives the same titles.
  init(seed: UInt64) {
    texts = RandomText(seed: seed)
    random = SeededRandom(seed: seed)
  }

  /// A title of up to 12 pieces: separators, brackets, quotation marks, words of noise, anything.
  mutating func title() -> String {
    var title = ""
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      title += Self.pieces.randomElement(using: &random) ?? ""
      if Bool.random(using: &random) { title += " " }
    }
    return Int.random(in: 0..<4, using: &random) == 0 ? title + texts.text() : title
  }

  /// A name, or nobody's.
  mutating func name() -> String? {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: nil
    case 1: title()
    default: Self.names.randomElement(using: &random)
    }
  }

  private static let names = [
    "Adele", "AdeleVEVO", "a", "久石譲", "The a - Topic", "x & a", "host:80", "A Official", "HD",
    "a / b", "b - Topic", "周杰倫 Jay Chou", "will.i.am",
  ]

  private static let pieces =
    names + [
      " - ", " – ", "-", " _ ", " | ", "|", "｜", " / ", "//", ": ", "：", " (1)", "(1)", "(", ")",
      "[", "]", "【", "】", "「", "」", "《", "》", "\"", "'", "“", "”", "‘", "’", "«", "»", " 'a' ",
      "(Official Video)", "[HD]", "Official", "Video", "Audio", "HQ", "MV", "官方", "with", "Lyrics",
      "feat.", "ft.", "&", "1999", "🔥", "👩‍👩‍👧", "\u{200D}", "\u{FE0F}", "\u{202E}", "\u{301}", "\r\n",
      "\u{0}", "\u{3000}", "b", "é", "ש", "01", "02. ", "7 - ", "1-03", "12)", "[04]", "Track 5 - ",
      "A1. ",
      " by ", ", by ", "&amp;", "&amp;#40;", "&#41;", "#new", "#1", "prod.", "(prod. b)", ".mp3",
      " ~ ", " -", "- ", "—", "::", " // ", "（", "）", "｛", "Remastered", "2009", "4K", "Live",
      "Ep. 3",
      "PREMIERE:", " - YouTube", "on Vimeo", "Internet Archive", "歌ってみた", "ア", "…", "Vid...", "_",
      "The",
    ]
}
