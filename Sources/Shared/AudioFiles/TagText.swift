import Downloads

/// What becomes of the texts of a tag in the library.
enum TagText {
  /// Puts what the entries of one tag say of a field into `tags`; nothing where they say nothing.
  static func put(_ texts: [String], into tags: inout TrackTags, _ field: TagField) {
    switch field.kind {
    case .text(let path):
      switch field {
      case .artist, .albumArtist, .genre: tags[keyPath: path] = list(texts)
      default: tags[keyPath: path] = first(texts)
      }
    case .number(let path, _):
      guard let text = first(texts) else { return }
      tags[keyPath: path] = field == .year ? year(text) : number(text)
    }
  }

  /// The first text that says something.
  static func first(_ texts: [String]) -> String? { texts.lazy.compactMap(cleaned).first }

  /// All texts as one, each once.
  private static func list(_ texts: [String]) -> String? {
    var seen: Set<String> = []
    return cleaned(
      texts.compactMap(cleaned).filter { seen.insert($0).inserted }.joined(separator: "; "))
  }

  /// The number that the text begins with, as in `7/12`, if it is 1 or more.
  private static func number(_ text: String) -> Int? {
    let number = Int(text.prefix(9).prefix { $0.isASCII && $0.isNumber })
    return number.flatMap { $0 > 0 ? $0 : nil }
  }

  /// The first four digits that stand together, as in `1999-12-31`, `12/25/2010` and `20101225`.
  private static func year(_ text: String) -> Int? {
    let runs = text.utf8.split { !(0x30...0x39).contains($0) }
    let run = runs.first { $0.count == 4 } ?? runs.first { $0.count == 8 || $0.count == 14 }
    let year = run.flatMap { Int(String(decoding: $0.prefix(4), as: UTF8.self)) }
    return year.flatMap { $0 > 0 ? $0 : nil }
  }

  /// Without controls and white space around it, and cut; nil where nothing is left.
  private static func cleaned(_ text: String) -> String? {
    let printable = text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
    var rest = Substring(String(String.UnicodeScalarView(printable)))
    rest = rest.drop(while: \.isWhitespace).prefix(AudioFile.maximumCharacters)
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return rest.isEmpty ? nil : String(rest)
  }
}
