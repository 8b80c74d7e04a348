/// One frame of a tag as it stands in the file: four letters and undecoded content.
struct ID3Frame: Sendable, Equatable {
  let id: String
  let content: ArraySlice<UInt8>

  /// Walks the frames of the ID3v2.4 tag that `bytes` begin with. Trusts nothing in them.
  ///
  /// At most ``maximumCount`` frames are taken, every size is compared with what is left, and a tag with
  /// anything compressed, encrypted or unsynchronised is refused as a whole.
  static func all(in bytes: [UInt8]) throws(ID3Error) -> [ID3Frame] {
    guard let header = ID3TagHeader(bytes), header.majorVersion == 4,
      header.totalSizeBytes <= min(bytes.count, ID3TagHeader.maximumSizeBytes)
    else { throw .noTag }
    guard header.flags == 0 else { throw .unsupported }

    var rest = bytes[ID3TagHeader.sizeBytes..<header.totalSizeBytes]
    var frames: [ID3Frame] = []
    while let first = rest.first, first != 0 {
      guard rest.count > headerSizeBytes, frames.count < maximumCount else { throw .damaged }
      let header = rest.prefix(headerSizeBytes)
      let id = header.prefix(4)
      guard id.allSatisfy(isLetterOrDigit),
        let size = SyncsafeInteger.value(header.dropFirst(4).prefix(4)),
        (1...rest.count - headerSizeBytes).contains(size)
      else { throw .damaged }
      guard header.last == 0 else { throw .unsupported }
      let content = rest.dropFirst(headerSizeBytes).prefix(size)
      frames.append(ID3Frame(id: String(decoding: id, as: UTF8.self), content: content))
      rest = rest[content.endIndex...]
    }
    return frames
  }

  static let maximumCount = 256

  private static let headerSizeBytes = 10

  static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// The texts of a text frame: first an encoding byte, then strings with a NUL between them.
  ///
  /// Nil where the encoding is none that Tonearm writes (UTF-8, and Latin-1 as far as it is ASCII).
  var texts: [String]? {
    guard let encoding = content.first, encoding == 3 || encoding == 0 else { return nil }
    let bytes = content.dropFirst()
    guard encoding == 3 || bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
    return bytes.split(separator: 0, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// The picture of an APIC frame in UTF-8: media type, kind, description, data.
  var picture: CoverImage? {
    guard content.first == 3 || content.first == 0,
      let typeEnd = content.dropFirst().firstIndex(of: 0)
    else { return nil }
    let description = content[typeEnd...].dropFirst(2)
    guard let descriptionEnd = description.firstIndex(of: 0) else { return nil }
    return CoverImage(Array(content[descriptionEnd...].dropFirst()))
  }
}
