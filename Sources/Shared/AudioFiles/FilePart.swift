import Files

/// A part of a new file: what Tonearm made, or a stretch of the old file.
package enum FilePart: Equatable {
  case bytes([UInt8])
  case stretch(Range<Int>)
  /// Pages of an Ogg file, renumbered.
  case pages(OggRenumbering)

  /// How long the part is.
  package var sizeBytes: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .stretch(let range): range.count
    case .pages(let pages): pages.range.count
    }
  }
}

extension [FilePart] {
  var sizeBytes: Int { reduce(0) { $0 + $1.sizeBytes } }
}

extension OpenFile {
  /// Writes the parts one after the other from the start, with what they take from `old`.
  package func write(_ parts: [FilePart], from old: borrowing OpenFile) throws(AudioFileError) {
    let reader = ByteReader(old.window)
    var position = 0
    for part in parts {
      switch part {
      case .bytes(let bytes): try append(bytes, at: &position)
      case .stretch(let range):
        var start = range.lowerBound
        while start < range.upperBound {
          let chunk = try reader.bytes(
            start..<min(start + FilePart.chunkSizeBytes, range.upperBound))
          try append(chunk, at: &position)
          start += chunk.count
        }
      case .pages(let pages):
        var walk = pages.walk(reader)
        while let page = try walk.next() { try append(page, at: &position) }
      }
    }
  }

  /// Makes sure that all sound which `parts` take from this file is, byte for byte, where `new` should have it; of
  /// renumbered pages, all but number and checksum.
  ///
  /// Throws ``AudioFileError/soundWouldChange`` where it is not.
  package func requireStretches(
    _ parts: [FilePart], in new: borrowing OpenFile
  ) throws(AudioFileError) {
    let (old, new) = (ByteReader(window), ByteReader(new.window))
    var position = 0
    for part in parts {
      switch part {
      case .bytes(let bytes): position += bytes.count
      case .stretch(let range):
        var start = range.lowerBound
        while start < range.upperBound {
          let chunk = try old.bytes(start..<min(start + FilePart.chunkSizeBytes, range.upperBound))
          guard try new.bytes(upTo: chunk.count, at: position) == chunk else {
            throw .soundWouldChange
          }
          position += chunk.count
          start += chunk.count
        }
      case .pages(let pages):
        try pages.requireSame(in: new, at: position, as: old)
        position += pages.range.count
      }
    }
    guard position == new.sizeBytes else { throw .soundWouldChange }
  }

  private func append(_ bytes: [UInt8], at position: inout Int) throws(AudioFileError) {
    do {
      try write(bytes, at: position)
    } catch {
      throw .file(error)
    }
    position += bytes.count
  }
}

extension FilePart {
  fileprivate static let chunkSizeBytes = 1 << 20
}
