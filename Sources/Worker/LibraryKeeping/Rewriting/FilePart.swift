import Files

/// A part of a new file: what Tonearm made, or a stretch of the old file.
enum FilePart: Equatable {
  case bytes([UInt8])
  case stretch(Range<Int>)
  /// Pages of an Ogg file from here to its end, renumbered.
  case pages(OggRenumbering)
}

extension OpenFile {
  /// Writes the parts one after the other from the start, with what they take from `old`.
  func write(_ parts: [FilePart], from old: borrowing OpenFile) throws {
    var position = 0
    func append(_ bytes: [UInt8]) throws {
      try write(bytes, at: position)
      position += bytes.count
    }
    for part in parts {
      switch part {
      case .bytes(let bytes): try append(bytes)
      case .stretch(let range): try old.forEachChunk(of: range, append)
      case .pages(let renumbering): try renumbering.forEachPage(of: old, append)
      }
    }
  }
}
