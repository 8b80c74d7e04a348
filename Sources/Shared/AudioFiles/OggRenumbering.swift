/// Pages of an Ogg file, of which those of one stream get other numbers than before.
package struct OggRenumbering: Equatable {
  /// From the first to the last of the pages.
  let range: Range<Int>
  let serial: UInt32
  /// What is added to each number.
  let shift: UInt32

  /// The pages with their new numbers, one by one.
  func walk(_ reader: ByteReader) -> Walk {
    Walk(reader: reader, pages: self, position: range.lowerBound)
  }

  /// Makes sure that the pages at `start` differ from the old ones in nothing but number and checksum.
  func requireSame(
    in new: ByteReader, at start: Int, as old: ByteReader
  ) throws(AudioFileError) {
    var walk = walk(old)
    var position = start
    while let page = try walk.next() {
      let found = try new.bytes(upTo: page.count, at: position)
      var plain = found
      guard found.count == page.count else { throw .soundWouldChange }
      let original = try old.bytes(walk.last)
      plain.replaceSubrange(18..<26, with: original[18..<26])
      guard plain == original, OggPage.hasValidChecksum(found) || found == original else {
        throw .soundWouldChange
      }
      position += page.count
    }
  }

  struct Walk {
    let reader: ByteReader
    let pages: OggRenumbering
    var position: Int
    /// Where the page that was returned last is in the old file.
    private(set) var last = 0..<0

    init(reader: ByteReader, pages: OggRenumbering, position: Int) {
      self.reader = reader
      self.pages = pages
      self.position = position
    }

    mutating func next() throws(AudioFileError) -> [UInt8]? {
      guard position < pages.range.upperBound else { return nil }
      guard let page = try OggPage(at: position, of: reader) else { throw .damaged }
      last = page.range
      position = page.range.upperBound
      var bytes = try reader.bytes(page.range)
      if page.serial == pages.serial { OggPage.renumber(&bytes, to: page.number &+ pages.shift) }
      return bytes
    }
  }
}
