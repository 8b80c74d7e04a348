extension SourceURLParser {
  /// Cuts white space off both ends, by scalar: to Swift "\r\n" is one character, and so is " \u{301}".
  static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }

  /// Controls, spaces, and what looks like nothing; the backslash, in which parsers differ most.
  static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: true
    default: scalar == "\\"
    }
  }

  /// Whether `text` begins with `http://` or `https://` and something that can be a host.
  static func hasWebScheme(_ text: String) -> Bool {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
    let rest = text.utf8[text.utf8.index(after: colon)...]
    return ["http", "https"].contains(text[..<colon].lowercased())
      && rest.starts(with: "//".utf8) && !authority(of: text).isEmpty
  }

  /// The part between `//` and the first of `/`, `?` and `#`.
  static func authority(of text: String) -> Substring {
    let bytes = text.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return "" }
    let afterSlashes = bytes[colon...].dropFirst(3)
    let end = afterSlashes.firstIndex { byte in
      [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains(byte)
    }
    return text[afterSlashes.startIndex..<(end ?? bytes.endIndex)]
  }

  /// The text with all percent-encoding undone, also what appears only through undoing it.
  static func percentDecoded(_ text: String) -> String {
    var decoded: [UInt8] = []
    for byte in text.utf8 {
      decoded.append(byte)
      while let byte = encodedByte(decoded.suffix(3)) {
        decoded.replaceSubrange((decoded.count - 3)..., with: CollectionOfOne(byte))
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  private static func encodedByte(_ escape: ArraySlice<UInt8>) -> UInt8? {
    guard escape.count == 3, escape.first == UInt8(ascii: "%") else { return nil }
    let digits = escape.dropFirst()
    guard digits.first != UInt8(ascii: "+"), digits.first != UInt8(ascii: "-") else { return nil }
    return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
