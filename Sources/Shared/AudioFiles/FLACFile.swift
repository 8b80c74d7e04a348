import Downloads
import ID3

/// A FLAC file: metadata blocks, of which comments and pictures are the tag, and frames of sound
/// (RFC 9639, section 8).
struct FLACFile: AudioContainer {
  private static let maximumCount = 1024
  private static let commentLimitBytes = 8 << 20

  private enum Kind {
    static let streamInfo: UInt8 = 0
    static let comments: UInt8 = 4
    static let picture: UInt8 = 6
  }

  private struct Block {
    let kind: UInt8
    var content: FilePart
    /// Whether it is a picture of the front, or of no certain kind.
    var isCover = false
    /// Which of the comments it holds.
    var comments: Int?
  }

  let format = AudioFormat.flac
  let sound: Range<Int>
  private var outer: OuterTags
  private var comments: [any EditableTag] = []
  private var blocks: [Block] = []
  private let streamInfo: FLACStreamInfo
  private let reader: ByteReader
  private let legacy: LegacyText

  init(_ reader: ByteReader, _ outer: OuterTags, _ legacy: LegacyText) throws(AudioFileError) {
    self.reader = reader
    self.outer = outer
    self.legacy = legacy
    var position = outer.inner.lowerBound + 4
    var isLast = false
    while !isLast {
      guard blocks.count < Self.maximumCount else { throw .tooLarge }
      let head = try reader.bytes(upTo: 4, at: position)
      guard head.count == 4 else { throw blocks.isEmpty ? .notAudio : .damaged }
      let content = position + 4..<position + 4 + head[1...].bigEndian
      guard content.upperBound <= outer.inner.upperBound else { throw .damaged }
      isLast = head[0] & 0x80 != 0
      position = content.upperBound
      var block = Block(kind: head[0] & 0x7f, content: .stretch(content))
      if block.kind == Kind.comments {
        guard content.count <= Self.commentLimitBytes else { throw .tooLarge }
        block.comments = comments.count
        comments.append(
          try VorbisComments(
            parsing: try reader.bytes(content)[...], legacy, holdsPictures: false))
      } else if block.kind == Kind.picture {
        block.isCover = FLACPicture.isFrontCover(try reader.bytes(content.prefix(4)))
      }
      blocks.append(block)
    }
    guard case .stretch(let range)? = blocks.first?.content, blocks[0].kind == Kind.streamInfo,
      let info = FLACStreamInfo(try reader.bytes(range.prefix(34)))
    else { throw .notAudio }
    streamInfo = info
    sound = position..<outer.inner.upperBound
  }

  var tags: [any EditableTag] { comments + outer.tags }

  func length() throws(AudioFileError) -> AudioLength? {
    var samples = streamInfo.sampleCount
    if samples == 0 {
      // From a pipe: the encoder could not go back to write it.
      samples = try streamInfo.lastSample(in: sound, reader)
    }
    return AudioLength(
      seconds: Double(samples) / Double(streamInfo.sampleRate), sizeBytes: sound.count)
  }

  func pictures(limit: Int) throws(AudioFileError) -> [EmbeddedPicture] {
    var pictures: [EmbeddedPicture] = []
    let mostHeaderBytes = 4096
    for block in blocks where block.kind == Kind.picture {
      guard case .stretch(let range) = block.content, range.count <= limit + mostHeaderBytes,
        let picture = FLACPicture.picture(try reader.bytes(range)), picture.bytes.count <= limit
      else { continue }
      pictures.append(picture)
      if picture.isFrontCover { break }
    }
    return pictures
  }

  mutating func apply(_ change: TagChange) throws(AudioFileError) {
    try outer.apply(change, main: nil)
    if comments.isEmpty, !change.texts.isEmpty {
      var tag: [any EditableTag] = [VorbisComments(legacy, holdsPictures: false)]
      try change.apply(to: &tag, primary: [0])
      comments = tag
      blocks.insert(Block(kind: Kind.comments, content: .bytes([]), comments: 0), at: 1)
    } else {
      try change.apply(to: &comments, primary: comments.isEmpty ? [] : [0])
    }
    guard let cover = change.cover else { return }
    let picture = Block(
      kind: Kind.picture, content: .bytes(FLACPicture.encoded(cover)), isCover: true)
    let place = blocks.firstIndex { $0.isCover } ?? blocks.endIndex
    blocks = blocks[..<place] + [picture] + blocks[place...].filter { !$0.isCover }
  }

  mutating func standardise() throws(AudioFileError) -> Bool {
    var isChanged = false
    for index in comments.indices {
      guard var tag = comments[index] as? VorbisComments else { continue }
      if tag.standardise() { isChanged = true }
      comments[index] = tag
    }
    return isChanged
  }

  func parts() throws(AudioFileError) -> [FilePart] {
    var parts: [FilePart] = [.bytes(Array("fLaC".utf8))]
    for (index, block) in blocks.enumerated() {
      var content = block.content
      if let number = block.comments, let tag = comments[number] as? VorbisComments {
        content = .bytes(tag.encoded)
      }
      guard content.sizeBytes < 1 << 24 else { throw .tooLarge }
      let kind = block.kind | (index == blocks.count - 1 ? 0x80 : 0)
      parts += [.bytes([kind] + [UInt8](bigEndian: content.sizeBytes, 3)), content]
    }
    return try outer.parts(around: parts + [.stretch(sound)])
  }
}

/// The first block of a FLAC stream.
struct FLACStreamInfo {
  let sampleRate: Int
  /// 0 where it is not known.
  let sampleCount: Int
  private let blockSize: Int

  init?(_ bytes: [UInt8]) {
    guard bytes.count == 34 else { return nil }
    blockSize = bytes[0..<2].bigEndian
    sampleRate = bytes[10..<13].bigEndian >> 4
    sampleCount = bytes[13..<18].bigEndian & 0xf_ffff_ffff
    guard sampleRate > 0 else { return nil }
  }

  /// How many samples there are up to the end of the last frame, by its header (RFC 9639, section 9.1); 0 where none is
  /// found.
  func lastSample(in sound: Range<Int>, _ reader: ByteReader) throws(AudioFileError) -> Int {
    let mostFrameBytes = 512 << 10
    let start = max(sound.lowerBound, sound.upperBound - mostFrameBytes)
    let bytes = try reader.bytes(start..<sound.upperBound)
    var last = 0
    var position = 0
    while position + 16 < bytes.count {
      if bytes[position] == 0xff, bytes[position + 1] & 0xfe == 0xf8,
        let end = lastSample(ofFrame: bytes[position...]), end > last
      {
        last = end
      }
      position += 1
    }
    return last
  }

  private func lastSample(ofFrame bytes: ArraySlice<UInt8>) -> Int? {
    let head = Array(bytes.prefix(16))
    let isVariable = head[1] & 1 != 0
    let sizeCode = Int(head[2] >> 4)
    guard sizeCode != 0, head[2] & 0x0f != 0x0f, head[3] >> 4 < 11, head[3] & 1 == 0 else {
      return nil
    }
    // A number as UTF-8 has it, of up to seven bytes.
    let count = (~head[4]).leadingZeroBitCount
    guard count != 1, count <= 7 else { return nil }
    var number = count == 0 ? Int(head[4]) : Int(head[4]) & (0x7f >> count)
    var position = 5
    for _ in 1..<max(count, 1) {
      guard head[position] & 0xc0 == 0x80 else { return nil }
      number = number << 6 | Int(head[position] & 0x3f)
      position += 1
    }
    var size: Int
    switch sizeCode {
    case 1: size = 192
    case 2...5: size = 576 << (sizeCode - 2)
    case 6, 7:
      size = head[position..<position + sizeCode - 5].bigEndian + 1
      position += sizeCode - 5
    default: size = 256 << (sizeCode - 8)
    }
    let rateCode = head[2] & 0x0f
    position += rateCode == 12 ? 1 : rateCode > 12 ? 2 : 0
    guard position < head.count, Self.checksum(head[..<position]) == head[position] else {
      return nil
    }
    let first = isVariable ? number : number * blockSize
    return first + size
  }

  /// CRC-8 with polynomial 0x07.
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt8 {
    bytes.reduce(0) { sum, byte in
      (0..<8).reduce(sum ^ byte) { value, _ in value << 1 ^ (value & 0x80 == 0 ? 0 : 0x07) }
    }
  }
}
