import Glibc

/// Reads texts whose tag does not say their encoding, or says it wrongly.
///
/// What is valid UTF-8 is that. Else the encodings that the operator listed are tried in order; then Cyrillic (CP1251),
/// Chinese (GBK) and Japanese (Shift-JIS) are recognised by the bytes that they use most, and all else is CP1252.
struct LegacyText {
  /// Names that iconv knows, best first.
  let encodings: [String]

  func text(_ bytes: some Collection<UInt8>) -> String {
    if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    let bytes = Array(bytes)
    for encoding in encodings {
      if let text = Self.converted(bytes, from: encoding) { return text }
    }
    if let encoding = Self.likelyEncoding(of: bytes),
      let text = Self.converted(bytes, from: encoding)
    {
      return text
    }
    // CP1252 leaves five bytes undefined; Latin-1 has controls there.
    return Self.converted(bytes, from: "CP1252")
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  /// Whether iconv knows an encoding of this name.
  static func isKnown(_ encoding: String) -> Bool { converted([], from: encoding) != nil }

  /// The encoding that most of the bytes speak for; nil where nothing speaks against CP1252.
  ///
  /// Western texts have single letters above ASCII, other scripts whole words of them.
  private static func likelyEncoding(of bytes: [UInt8]) -> String? {
    let high = bytes.filter { $0 >= 0x80 }
    let letters = bytes.count { $0 >= 0x80 || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7a) }
    guard high.count >= 3, high.count * 2 > letters else { return nil }
    let kana = zip(bytes, bytes.dropFirst()).count { lead, trail in
      (0x82...0x83).contains(lead) && trail >= 0x40
    }
    if kana * 4 >= high.count, converted(bytes, from: "CP932") != nil { return "CP932" }
    // The second byte of a Chinese character is any from 0xa1 on; few Cyrillic letters are below 0xc0.
    let runs = bytes.split { $0 < 0x80 }
    let isPaired = runs.allSatisfy { $0.count.isMultiple(of: 2) }
    let symbols = high.count { (0xa1...0xbf).contains($0) && $0 != 0xa8 && $0 != 0xb8 }
    if isPaired, symbols * 6 >= high.count, converted(bytes, from: "GBK") != nil { return "GBK" }
    let cyrillic = high.count { $0 >= 0xc0 || $0 == 0xa8 || $0 == 0xb8 }
    return cyrillic * 4 >= high.count * 3 ? "CP1251" : nil
  }

  /// The text, nil where a byte means nothing in that encoding or iconv does not know it.
  private static func converted(_ bytes: [UInt8], from encoding: String) -> String? {
    guard let converter = iconv_open("UTF-8", encoding), Int(bitPattern: converter) != -1 else {
      return nil
    }
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: bytes.count * 4 + 4)
    let count: Int? = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var (from, fromCount) = (input.baseAddress, input.count)
        var (into, intoCount) = (output.baseAddress, output.count)
        let failed = iconv(converter, &from, &fromCount, &into, &intoCount) == -1
        return failed || fromCount > 0 ? nil : output.count - intoCount
      }
    }
    return count.map {
      String(decoding: output.prefix($0).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
}
