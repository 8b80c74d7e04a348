/// The character references of HTML, which sites leave in titles, some of them escaped again and again.
enum HTMLEntities {
  /// The scalars with every reference decoded, however often its "&" was escaped: "&amp;amp;" is "&".
  static func decoded(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var decoded = scalars
    // A reference can be hidden in another one: "&#38;#38;". Each pass makes the text shorter.
    for _ in 0..<passes where decoded.contains("&") {
      let once = decodedOnce(decoded)
      if once == decoded { break }
      decoded = once
    }
    return decoded
  }

  private static let passes = 8

  private static func decodedOnce(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var decoded: [Unicode.Scalar] = []
    var rest = scalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "&" else {
        decoded.append(scalar)
        continue
      }
      while rest.starts(with: ampersand) { rest.removeFirst(ampersand.count) }
      if let end = rest.prefix(longestName + 1).firstIndex(of: ";"),
        let meant = scalarsNamed(rest[..<end])
      {
        decoded += meant
        rest = rest[(end + 1)...]
      } else {
        // Browsers accept "&amp Co" as well.
        let word = rest.prefix { $0.properties.isAlphabetic || ("0"..."9").contains($0) }
        if word.elementsEqual("amp".unicodeScalars) { rest = rest[word.endIndex...] }
        decoded.append(scalar)
      }
    }
    return decoded
  }

  private static func scalarsNamed(_ name: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar]? {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: name)
    let text = String(view)
    if text.hasPrefix("#") {
      let digits = text.dropFirst()
      let isHexadecimal = digits.first == "x" || digits.first == "X"
      guard digits.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else { return nil }
      let number = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      return number.flatMap(Unicode.Scalar.init).map { [$0] }
    }
    if let scalar = named[text] { return [scalar] }
    guard let letter = text.first, letter.isASCII, letter.isLetter,
      let accent = accents[String(text.dropFirst())]
    else { return nil }
    let composed = FileName.normalized(String(letter) + String(Character(accent)))
    return Array(composed.unicodeScalars)
  }

  private static let ampersand = Array("amp;".unicodeScalars)
  private static let longestName = 8

  private static let named: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "shy": "\u{AD}",
    "ndash": "–", "mdash": "—", "hellip": "…", "bull": "•", "middot": "·", "lsquo": "‘",
    "rsquo": "’", "ldquo": "“", "rdquo": "”", "sbquo": "‚", "bdquo": "„", "laquo": "«",
    "raquo": "»", "iexcl": "¡", "iquest": "¿", "szlig": "ß", "aelig": "æ", "AElig": "Æ",
    "oelig": "œ", "OElig": "Œ", "oslash": "ø", "Oslash": "Ø", "eth": "ð", "ETH": "Ð",
    "thorn": "þ", "THORN": "Þ", "deg": "°", "times": "×", "copy": "©", "reg": "®",
    "trade": "™", "lpar": "(", "rpar": ")", "lsqb": "[", "rsqb": "]", "num": "#", "sol": "/",
    "colon": ":", "comma": ",", "period": ".", "excl": "!", "quest": "?", "vert": "|",
  ]

  private static let accents: [String: Unicode.Scalar] = [
    "acute": "\u{301}", "grave": "\u{300}", "circ": "\u{302}", "uml": "\u{308}",
    "tilde": "\u{303}", "ring": "\u{30A}", "cedil": "\u{327}", "caron": "\u{30C}",
  ]
}
