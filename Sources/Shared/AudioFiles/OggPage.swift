/// The header of a page in an Ogg file (RFC 3533, section 6).
struct OggPage {
  static let fixedSizeBytes = 27

  enum Flag {
    static let isContinued: UInt8 = 1
    static let isFirst: UInt8 = 2
  }

  let position: Int
  let flags: UInt8
  /// The position in the sound at the end of the page, all ones where no packet ends on it.
  let granule: UInt64
  let serial: UInt32
  let number: UInt32
  /// The sizes of the pieces of packets; one below 255 ends a packet.
  let lacing: [UInt8]

  /// Reads the header of the page at `position`; nil where no whole page is.
  init?(at position: Int, of reader: ByteReader) throws(AudioFileError) {
    let head = try reader.bytes(upTo: Self.fixedSizeBytes, at: position)
    guard head.count == Self.fixedSizeBytes, head.starts(with: "OggS\0".utf8) else { return nil }
    self.position = position
    flags = head[5]
    granule = head[6..<14].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    serial = UInt32(head[14..<18].littleEndian)
    number = UInt32(head[18..<22].littleEndian)
    lacing = try reader.bytes(upTo: Int(head[26]), at: position + Self.fixedSizeBytes)
    guard lacing.count == Int(head[26]), content.upperBound <= reader.sizeBytes else { return nil }
  }

  var isFirst: Bool { flags & Flag.isFirst != 0 }

  var content: Range<Int> {
    let start = position + Self.fixedSizeBytes + lacing.count
    return start..<start + lacing.reduce(0) { $0 + Int($1) }
  }

  var range: Range<Int> { position..<content.upperBound }

  /// Puts another number into a whole page, and the checksum that follows from it.
  static func renumber(_ page: inout [UInt8], to number: UInt32) {
    page.replaceSubrange(18..<22, with: [UInt8](littleEndian: Int(number)))
    page.replaceSubrange(22..<26, with: [0, 0, 0, 0])
    page.replaceSubrange(22..<26, with: [UInt8](littleEndian: Int(OggChecksum.of(page))))
  }

  /// Whether a whole page has the checksum that it should have.
  static func hasValidChecksum(_ page: [UInt8]) -> Bool {
    var plain = page
    plain.replaceSubrange(22..<26, with: [0, 0, 0, 0])
    return page[22..<26].littleEndian == Int(OggChecksum.of(plain))
  }

  /// Puts packets into as few pages as they need, of which the last ends with the last packet.
  static func pages(of packets: [[UInt8]], serial: UInt32, from first: UInt32) -> [[UInt8]] {
    let lacing = packets.flatMap { packet in
      [UInt8](repeating: 255, count: packet.count / 255) + [UInt8(packet.count % 255)]
    }
    let content = [UInt8](packets.joined())
    var position = 0
    var pages: [[UInt8]] = []
    var rest = lacing[...]
    var isContinued = false
    while !rest.isEmpty {
      let pieces = rest.prefix(255)
      rest = rest.dropFirst(pieces.count)
      // Zero where a packet ends, and else "no packet ends here".
      let granule: UInt8 = pieces.contains { $0 < 255 } ? 0 : 0xff
      let size = pieces.reduce(0) { $0 + Int($1) }
      var page = Array("OggS\0".utf8) + [isContinued ? Flag.isContinued : 0]
      page += [UInt8](repeating: granule, count: 8) + [UInt8](littleEndian: Int(serial))
      page += [UInt8](repeating: 0, count: 8) + [UInt8(pieces.count)] + pieces
      page += content[position..<position + size]
      position += size
      renumber(&page, to: first &+ UInt32(pages.count))
      pages.append(page)
      isContinued = pieces.last == 255
    }
    return pages
  }
}
