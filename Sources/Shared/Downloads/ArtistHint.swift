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
