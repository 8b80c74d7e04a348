import Files

/// The pages of an Ogg file from some position on, those of one stream with other numbers than before.
struct OggRenumbering: Equatable {
  let start: Int
  let serial: UInt32
  /// What is added to each number.
  let shift: UInt32

  func forEachPage(of file: borrowing OpenFile, _ body: ([UInt8]) throws -> Void) throws {
    var position = start
    while let page = try OggPage(at: position, of: file) {
      var bytes = try file.bytes(page.range)
      if page.serial == serial { OggPage.renumber(&bytes, to: page.number &+ shift) }
      try body(bytes)
      position = page.range.upperBound
    }
  }
}
