import Files
import ID3

/// An MP3: an ID3v2 tag, sound, and perhaps an ID3v1 tag, which is merged into the other.
///
/// An APE tag at the end counts as sound: Tonearm writes nothing there.
struct MP3File: TaggedFile {
  private var tag = ForeignID3Tag()
  private let version: UInt8?
  private let sound: Range<Int>

  init(reading file: borrowing OpenFile) throws {
    let start = try file.bytes(upTo: ID3TagHeader.sizeBytes, at: 0)
    let header = ID3TagHeader(start)
    guard header != nil || !start.starts(with: "ID3".utf8) else { throw ID3Error.unsupported }
    let tagSize = header?.totalSizeBytes ?? 0
    guard tagSize <= ID3TagHeader.maximumSizeBytes else { throw ID3Error.tooLarge }
    if header != nil { tag = try ForeignID3Tag(reading: try file.bytes(0..<tagSize)) }
    version = header?.majorVersion

    let end = file.sizeBytes - ForeignID3Tag.version1SizeBytes
    let trailerStart = max(tagSize, file.sizeBytes - ForeignID3Tag.version1WindowBytes)
    let trailer = end >= tagSize ? try file.bytes(trailerStart..<file.sizeBytes) : []
    let hasVersion1 = ForeignID3Tag.isVersion1(atEndOf: trailer)
    if hasVersion1 {
      try tag.addMissing(fromVersion1: trailer.suffix(ForeignID3Tag.version1SizeBytes))
    }
    sound = tagSize..<(hasVersion1 ? end : file.sizeBytes)
  }

  mutating func apply(_ change: TagChange) throws {
    try tag.apply(change)
  }

  mutating func standardise() -> Bool {
    tag.standardise(from: version)
  }

  func parts() throws -> [FilePart] {
    [.bytes(try tag.rendered()), .stretch(sound)]
  }
}
