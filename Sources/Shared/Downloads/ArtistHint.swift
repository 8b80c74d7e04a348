// As in FileName+normalization.swift: the standard library's own decomposition instead of Foundation.
@_spi(_Unicode) import Swift

/// Who made a recording, as far as anyone but the page's title says so.
struct ArtistHint {
  private let keys: Set<String>

  /// A hint of artists whom the site names; lines that name nobody are no hint.
  init(artists: [TitleLine]) {
    keys = Set(artists.flatMap(Self.keys))
  }

  /// A hint of an uploader, who may be several ("A / B") or more than the artist ("A Music").
  init(uploader: TitleLine?) {
    var keys: Set<String> = []
    for name in [uploader].compactMap(\.self) {
      let parts = name.scalars.split { "/／|｜".unicodeScalars.contains($0) }
      for part in [name] + parts.compactMap({ TitleLine(scalars: $0) }) {
        for key in Self.keys(part) { keys.formUnion([key, Self.withoutAdditions(key)]) }
      }
    }
    self.keys = keys
  }

  /// Whether a part of a title is one of the names, whatever its case, accents, spaces and guests.
  func names(_ part: TitleLine) -> Bool {
    !keys.isDisjoint(with: Self.keys(part))
  }

  /// Whether a word says that the artists after it are guests.
  static func isGuest(_ word: some Sequence<Unicode.Scalar>) -> Bool {
    ["feat", "ft", "featuring"].contains(key(word))
  }

  /// The whole name, the name without guests, and each of two scripts: "周杰倫 Jay Chou".
  private static func keys(_ name: TitleLine) -> [String] {
    var keys = [key(name.scalars)]
    let words = name.scalars.split(separator: " ")
    for (index, word) in words.enumerated().dropFirst() {
      let isJoint =
        TitleBrackets.closing(word.first ?? " ") != nil || word == ["&"] || word == ["+"]
        || word == ["×"] || joints.contains(key(word))
      guard isJoint || words[index - 1].last == "," else { continue }
      keys.append(key(words[..<index].joined()))
      break
    }
    return (keys + scripts(name)).filter { !$0.isEmpty }
  }

  private static let joints: Set<String> = [
    "feat", "ft", "featuring", "x", "vs", "and", "und", "et", "y", "e", "i", "og", "och", "ja", "и",
    "і", "та", "with", "con", "avec", "com", "mit", "z",
  ]

  /// The two keys of a name that is given in an East Asian and another script; empty for others.
  private static func scripts(_ name: TitleLine) -> [String] {
    var runs: [(isEastAsian: Bool, scalars: [Unicode.Scalar])] = []
    var isSeparate = true
    for scalar in name.scalars {
      guard isCompared(scalar) else {
        isSeparate = true
        continue
      }
      let isEastAsian = scalar.value >= 0x2E80
      if runs.last?.isEastAsian == isEastAsian {
        runs[runs.count - 1].scalars.append(scalar)
      } else if isSeparate {
        runs.append((isEastAsian, [scalar]))
      } else {
        // "Official髭男dism" is one name.
        return []
      }
      isSeparate = false
    }
    return runs.count == 2 ? runs.map { key($0.scalars) } : []
  }

  /// A key without what uploaders put around their names.
  private static func withoutAdditions(_ key: String) -> String {
    var key = key
    for addition in ["official", "oficial", "officiel", "channel", "music", "tv", "band", "公式"] {
      if key.hasSuffix(addition), key.count > addition.count + 1 { key.removeLast(addition.count) }
      if key.hasPrefix(addition), key.count > addition.count + 1 { key.removeFirst(addition.count) }
    }
    return key
  }

  /// Letters and digits in lower case without accents or a leading "the".
  private static func key(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    var key = String.UnicodeScalarView()
    for scalar in FileName.caseFolded(String(view))._nfd where isCompared(scalar) {
      key.append(scalar)
    }
    let text = String(key)
    return text.hasPrefix("the") && text.count > 3 ? String(text.dropFirst(3)) : text
  }

  private static func isCompared(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .spacingMark, .decimalNumber: true
    case .nonspacingMark: !("\u{300}"..."\u{36F}").contains(scalar)
    default: scalar.properties.isAlphabetic
    }
  }
}
