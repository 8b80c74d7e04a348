import Downloads

/// The texts of a tag by TagLib's name for the property, as they were found.
struct TagProperties {
  private var values: [String: [String]] = [:]

  mutating func append(_ value: String, to key: String) {
    values[key, default: []].append(value)
  }

  /// The first value that says something.
  func text(_ key: String) -> String? {
    values[key, default: []].lazy.compactMap(Self.cleaned).first
  }

  /// All values, as one text.
  func list(_ key: String) -> String? {
    Self.cleaned(values[key, default: []].compactMap(Self.cleaned).joined(separator: "; "))
  }

  /// The number that the text begins with, as in `7/12` and `1999-12-31`, if it is 1 or more.
  func number(_ key: String, digits: Int = 9) -> Int? {
    guard let text = text(key),
      let number = Int(text.prefix(digits).prefix { $0.isASCII && $0.isNumber })
    else { return nil }
    return number > 0 ? number : nil
  }

  /// The download that Tonearm wrote into the tag.
  var downloadID: DownloadID? { text("TONEARM_DOWNLOAD_ID").flatMap { DownloadID($0) } }

  private static func cleaned(_ text: String) -> String? {
    let printable = text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
    var rest = Substring(String(String.UnicodeScalarView(printable)))
    rest = rest.drop(while: \.isWhitespace).prefix(AudioFile.maximumCharacters)
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return rest.isEmpty ? nil : String(rest)
  }
}
