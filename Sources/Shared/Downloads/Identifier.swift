/// The id of a download.
package typealias DownloadID = Identifier<Download>

/// A track of the library, as the subject of an ``Identifier``.
package enum LibraryTrack {}

/// The id of one `Subject`, and of nothing else: a lowercase UUID, so it is safe as a key, a folder name and a
/// URL part.
package struct Identifier<Subject>: Sendable, Hashable, CustomStringConvertible {
  /// The UUID.
  package let description: String

  /// Accepts only a lowercase UUID with hyphens (8-4-4-4-12).
  package init?(_ text: some StringProtocol) {
    let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard groups.map(\.count) == [8, 4, 4, 4, 12],
      groups.allSatisfy({ $0.allSatisfy(Self.isLowercaseHex) })
    else { return nil }
    description = String(text)
  }

  /// A new version 4 UUID (RFC 9562).
  package static func random() -> Self {
    var bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
    bytes[6] = bytes[6] & 0x0f | 0x40
    bytes[8] = bytes[8] & 0x3f | 0x80
    var text = ""
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text += "-" }
      text += byte < 16 ? "0" + String(byte, radix: 16) : String(byte, radix: 16)
    }
    return Self(unchecked: text)
  }

  /// For what was written as one of these: nothing is checked here.
  package init(unchecked text: String) { description = text }

  private static func isLowercaseHex(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}

extension Identifier: Codable {
  /// Reads a JSON string; throws if it is not a lowercase UUID.
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let id = Self(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not a lowercase UUID"))
    }
    self = id
  }

  /// Writes the UUID as a JSON string.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
