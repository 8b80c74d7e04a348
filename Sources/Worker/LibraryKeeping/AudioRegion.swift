import Files
import ID3
import AudioFiles

/// Finds the part of a file that is sound, which stays the same when its tags are changed.
///
/// What cannot be told apart counts as sound: a digest of too much only fails to recognise a file.
struct AudioRegion {
  let file: FileWindow

  private var sizeBytes: Int { file.sizeBytes }

  /// Where the sound is.
  func range(of format: AudioFormat) throws(FileError) -> Range<Int> {
    switch format {
    case .mp3: try mp3()
    case .flac: try flac()
    case .m4a:
      try chunk("mdat", from: 0, Layout(sizeFirst: true, bigEndian: true, countsHeader: true))
    case .wav: try chunk("data", from: 12, Layout(sizeFirst: false, bigEndian: false))
    case .aiff: try chunk("SSND", from: 12, Layout(sizeFirst: false, bigEndian: true))
    case .ogg, .opus: try ogg()
    }
  }

  /// Between ID3v2 (id3.org, 3.1) at the beginning and ID3v1 at the end.
  private func mp3() throws(FileError) -> Range<Int> {
    let head = try read(10, 0)
    var start = 0
    if head.count == 10, head.starts(with: Array("ID3".utf8)) {
      start = 10 + head[6...].reduce(0) { $0 << 7 | Int($1 & 0x7f) }
    }
    let window = min(sizeBytes, ForeignID3Tag.version1WindowBytes)
    let hasVersion1 = ForeignID3Tag.isVersion1(atEndOf: try read(window, sizeBytes - window))
    return bounded(start, sizeBytes - (hasVersion1 ? ForeignID3Tag.version1SizeBytes : 0))
  }

  /// After the metadata blocks (RFC 9639, section 8).
  private func flac() throws(FileError) -> Range<Int> {
    var offset = 4
    for _ in 0..<1024 {
      let head = try read(4, offset)
      guard head.count == 4 else { break }
      offset += 4 + head[1...].reduce(0) { $0 << 8 | Int($1) }
      if head[0] & 0x80 != 0 { return bounded(offset, sizeBytes) }
    }
    return 0..<sizeBytes
  }

  /// From the first page that ends a packet of sound (RFC 3533, section 6): header pages have position 0.
  private func ogg() throws(FileError) -> Range<Int> {
    var offset = 0
    for _ in 0..<4096 {
      let head = try read(27, offset)
      guard head.count == 27, head.starts(with: Array("OggS".utf8)) else { break }
      let position = head[6..<14]
      if !position.allSatisfy({ $0 == 0 }), !position.allSatisfy({ $0 == 0xff }) {
        return bounded(offset, sizeBytes)
      }
      let segments = try read(Int(head[26]), offset + 27)
      offset += 27 + segments.count + segments.reduce(0) { $0 + Int($1) }
    }
    return 0..<sizeBytes
  }

  /// How a container writes the head of a chunk.
  private struct Layout {
    /// MP4 has the size before the name, RIFF and AIFF after it.
    var sizeFirst: Bool
    var bigEndian: Bool
    /// Whether the size counts the head, and 1 stands for a size of 64 bits behind it.
    var countsHeader = false
  }

  /// The contents of the first chunk called `name`.
  private func chunk(_ name: String, from start: Int, _ layout: Layout) throws(FileError)
    -> Range<Int>
  {
    var offset = start
    for _ in 0..<4096 {
      let head = try read(16, offset)
      guard head.count >= 8 else { break }
      let sizeBytes = layout.sizeFirst ? head[0..<4] : head[4..<8]
      var size = number(layout.bigEndian ? Array(sizeBytes) : sizeBytes.reversed())
      var header = 8
      if layout.countsHeader {
        if size == 1, head.count == 16 {
          (size, header) = (number(Array(head[8..<16])), 16)
        } else if size == 0 {
          size = self.sizeBytes - offset
        }
        size -= header
      }
      guard size >= 0, size <= self.sizeBytes else { break }
      let content = offset + header
      let found = layout.sizeFirst ? head[4..<8] : head[0..<4]
      if Array(found) == Array(name.utf8) { return bounded(content, content + size) }
      // RIFF and AIFF pad to even lengths.
      offset = content + size + (layout.countsHeader ? 0 : size % 2)
    }
    return 0..<self.sizeBytes
  }

  private func read(_ count: Int, _ offset: Int) throws(FileError) -> [UInt8] {
    try file.read(count, at: offset)
  }

  private func number(_ bytes: [UInt8]) -> Int {
    Int(exactly: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }) ?? -1
  }

  private func bounded(_ start: Int, _ end: Int) -> Range<Int> {
    let end = min(end, sizeBytes)
    return start < end ? start..<end : 0..<sizeBytes
  }
}
