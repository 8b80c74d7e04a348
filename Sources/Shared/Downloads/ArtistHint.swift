// As in FileName+normalization.swift: the standard library's own decomposition instead of Foundation.
@_spi(_Unicode) import Swift

/// Who made a recording, as far as anyone but the page's title says so.
struct ArtistHint {
  private let keys: Set<String>

  /// A hint of these names; lines that name nobody are no hint.
  init(_ names: [TitleLine]) {
    keys = Set(names.flatMap(Self.keys))
  }

  /// Whether a part of a title is one of the names, whatever its case, accents, spaces and guests.
  func names(_ part: TitleLine) -> Bool {
    !keys.isDisjoint(with: Self.keys(part))
  }

  /// The whole name, and the name without guests.
  private static func keys(_ name: TitleLine) -> [String] {
    let words = name.scalars.split(separator: " ")
    let guests = words.dropFirst().firstIndex { word in
      word.first == "(" || word.first == "[" || word == ["&"] || joints.contains(key(word))
    }
    var keys = [key(name.scalars)]
    if let guests { keys.append(key(words[..<guests].joined())) }
    return keys.filter { !$0.isEmpty }
  }

  private static let joints: Set<String> = ["feat", "ft", "featuring", "x", "vs"]

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

extension ArtistHint {
  /// The name of an uploader without what makes it a channel's; nil where it is a host, nobody's name.
  static func name(uploader: TitleLine) -> TitleLine? {
    guard !isHost(uploader) else { return nil }
    var name = uploader.withoutNoise
    while let shorter = withoutEnding(name) { name = shorter.withoutNoise }
    return name
  }

  /// Whether a name is a host with its port, which no artist is called: "127.0.0.1:8000".
  static func isAddress(_ name: TitleLine) -> Bool {
    name.scalars.contains(":") && isHost(name)
  }

  /// Whether a name looks like a host, as generic pages report it: "127.0.0.1:8000", "example.org".
  private static func isHost(_ name: TitleLine) -> Bool {
    guard name.scalars.allSatisfy({ (0x21..<0x7F).contains($0.value) }) else { return false }
    let parts = name.text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 1 else {
      return UInt16(parts[parts.count - 1]) != nil && Int(parts[0]) == nil
    }
    let labels = name.text.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 1, let last = labels.last else { return false }
    return last.utf8.count > 1 || Int(last) != nil
  }

  private static func withoutEnding(_ name: TitleLine) -> TitleLine? {
    for ending in endings {
      let ending = Array(ending.unicodeScalars)
      if name.scalars.count > ending.count, name.scalars.suffix(ending.count) == ending[...] {
        return TitleLine(scalars: name.scalars.dropLast(ending.count))
      }
    }
    return nil
  }

  private static let endings = [
    " - Topic", "VEVO", "Vevo", " Official YouTube Channel", " Official Channel",
    " Official Artist", " Official", " official", " OFFICIAL", " 公式チャンネル", "公式チャンネル", " 公式",
    " オフィシャルチャンネル", " 官方頻道", " 官方频道", " 공식 채널",
  ]
}
