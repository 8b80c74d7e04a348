import Files

/// The header of a page in an Ogg file (RFC 3533, section 6).
struct OggPage {
  static let fixedSizeBytes = 27

  enum Flag {
    static let isContinued: UInt8 = 1
    static let isFirst: UInt8 = 2
  }

  let position: Int
  let flags: UInt8
  let serial: UInt32
  let number: UInt32
  /// The sizes of the pieces of packets; one below 255 ends a packet.
  let lacing: [UInt8]

  /// Reads the header of the page at `position`; nil at the end of the file.
  init?(at position: Int, of file: borrowing OpenFile) throws {
    guard position < file.sizeBytes else { return nil }
    let head = try file.bytes(position..<position + Self.fixedSizeBytes)
    guard head.starts(with: "OggS\0".utf8) else { throw RewritingError.unreadable }
    func number(at offset: Int) -> UInt32 {
      head[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
    self.position = position
    flags = head[5]
    serial = number(at: 14)
    self.number = number(at: 18)
    let body = position + Self.fixedSizeBytes
    lacing = try file.bytes(body..<body + Int(head[26]))
  }

  var content: Range<Int> {
    let start = position + Self.fixedSizeBytes + lacing.count
    return start..<start + lacing.reduce(0) { $0 + Int($1) }
  }

  var range: Range<Int> { position..<content.upperBound }

  /// Puts another number into a whole page, and the checksum that follows from it.
  static func renumber(_ page: inout [UInt8], to number: UInt32) {
    page.replaceSubrange(18..<22, with: littleEndian(number))
    page.replaceSubrange(22..<26, with: littleEndian(0))
    page.replaceSubrange(22..<26, with: littleEndian(OggChecksum.of(page)))
  }

  /// Puts packets into as few pages as they need, of which the last ends with the last packet.
  static func pages(of packets: [[UInt8]], serial: UInt32, from first: UInt32) -> [[UInt8]] {
    let lacing = packets.flatMap { packet in
      [UInt8](repeating: 255, count: packet.count / 255) + [UInt8(packet.count % 255)]
    }
    var content = packets.joined().makeIterator()
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
      page += [UInt8](repeating: granule, count: 8) + littleEndian(serial)
      page += [UInt8](repeating: 0, count: 8) + [UInt8(pieces.count)] + pieces
      page.reserveCapacity(page.count + size)
      for _ in 0..<size { if let byte = content.next() { page.append(byte) } }
      renumber(&page, to: first &+ UInt32(pages.count))
      pages.append(page)
      isContinued = pieces.last == 255
    }
    return pages
  }

  private static func littleEndian(_ value: UInt32) -> [UInt8] {
    [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
