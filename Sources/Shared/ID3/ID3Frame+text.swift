extension ID3Frame {
  /// A text frame in UTF-8.
  init(id: String, utf8 texts: [String]) {
    self.init(id: id, content: [3] + texts.joined(separator: "\0").utf8)
  }

  /// The texts of a text frame in any of the four encodings, without the empty one that a NUL at the end makes.
  ///
  /// Nil where the encoding is none of them, or not kept to.
  var decodedTexts: [String]? {
    let bytes = content.dropFirst()
    let text: String? =
      switch content.first {
      case 0: String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
      case 1: Self.utf16(bytes)
      case 2: Self.utf16(bytes, isBigEndian: true)
      case 3: String(validating: bytes, as: UTF8.self)
      default: nil
      }
    guard let text else { return nil }
    var texts = text.unicodeScalars.split(separator: "\0", omittingEmptySubsequences: false)
      .map { String($0) }
    if content.first == 1 {
      // Each text of a list has a byte order mark of its own.
      texts = texts.map { String(Substring($0.unicodeScalars.drop { $0 == "\u{feff}" })) }
    }
    while texts.count > 1, texts.last == "" { texts.removeLast() }
    return texts
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool? = nil) -> String? {
    var isBigEndian = isBigEndian
    if isBigEndian == nil {
      switch bytes.prefix(2) {
      case [0xff, 0xfe]: isBigEndian = false
      case [0xfe, 0xff]: isBigEndian = true
      case []: return ""
      default: return nil
      }
    }
    guard bytes.count.isMultiple(of: 2) else { return nil }
    let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { index in
      let pair = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return isBigEndian == true ? pair.0 << 8 | pair.1 : pair.1 << 8 | pair.0
    }
    return String(validating: units, as: UTF16.self)
  }
}
