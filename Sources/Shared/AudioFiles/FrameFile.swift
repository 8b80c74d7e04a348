import Downloads

/// MP3 or AAC (ADTS): frames of sound, each with a header of its own, and tags before and behind them.
struct FrameFile: AudioContainer {
  /// Where the first frame may be at the latest.
  private static let searchBytes = 256 << 10

  let format: AudioFormat
  let sound: Range<Int>
  private var outer: OuterTags
  private let reader: ByteReader
  private let first: (position: Int, header: FrameHeader)

  init(_ reader: ByteReader, _ outer: OuterTags) throws(AudioFileError) {
    self.reader = reader
    self.outer = outer
    let inner = outer.inner
    sound = inner.isEmpty ? 0..<reader.sizeBytes : inner
    let bytes = try reader.bytes(upTo: min(Self.searchBytes, inner.count), at: inner.lowerBound)
    guard let found = FrameHeader.first(in: bytes, isWhole: bytes.count == inner.count) else {
      throw .notAudio
    }
    first = (inner.lowerBound + found.offset, found.header)
    format = found.header.isADTS ? .aac : .mp3
  }

  var tags: [any EditableTag] { outer.tags }

  mutating func apply(_ change: TagChange) throws(AudioFileError) {
    try outer.apply(change, main: .id3v2)
  }

  mutating func standardise() throws(AudioFileError) -> Bool { try outer.standardise() }

  func parts() throws(AudioFileError) -> [FilePart] {
    try outer.parts(around: [.stretch(outer.inner)])
  }

  // MARK: Length

  func length() throws(AudioFileError) -> AudioLength? {
    let frames = first.position..<outer.inner.upperBound
    if let index = try indexed(frames) { return index }
    if try isConstant(frames), !first.header.isADTS {
      let kbps = first.header.bitrateKbps
      return AudioLength(seconds: Double(frames.count) * 8 / 1000 / Double(kbps), bitrateKbps: kbps)
    }
    return AudioLength(seconds: try walked(frames), sizeBytes: frames.count)
  }

  /// By the number of frames that the first frame says, as Xing's and Fraunhofer's encoders write it.
  private func indexed(_ frames: Range<Int>) throws(AudioFileError) -> AudioLength? {
    guard !first.header.isADTS else { return nil }
    let bytes = try reader.bytes(upTo: 4 + 32 + 18, at: frames.lowerBound)
    guard bytes.count == 54 else { return nil }
    let start = 4 + first.header.sideInfoBytes
    var (count, sizeBytes) = (0, 0)
    if ["Xing", "Info"].contains(String(decoding: bytes[start..<start + 4], as: UTF8.self)) {
      let flags = bytes[start + 4..<start + 8].bigEndian
      guard flags & 1 != 0 else { return nil }
      count = bytes[start + 8..<start + 12].bigEndian
      if flags & 2 != 0 { sizeBytes = bytes[start + 12..<start + 16].bigEndian }
    } else if bytes[36..<40].elementsEqual("VBRI".utf8) {
      sizeBytes = bytes[46..<50].bigEndian
      count = bytes[50..<54].bigEndian
    }
    // Where it does not fit the file, files were joined or cut after it was written.
    guard count > 0, sizeBytes == 0 || abs(sizeBytes - frames.count) * 50 <= frames.count else {
      return nil
    }
    return AudioLength(
      seconds: Double(count) * first.header.seconds,
      sizeBytes: sizeBytes > 0 ? sizeBytes : frames.count)
  }

  /// Whether frames at some places all take the same bits, as far as those can be told.
  private func isConstant(_ frames: Range<Int>) throws(AudioFileError) -> Bool {
    let (places, windowBytes) = (32, 6 << 10)
    guard frames.count > 2 * places * windowBytes else { return false }
    for index in 1..<places {
      let offset = frames.lowerBound + frames.count / places * index
      let bytes = try reader.bytes(upTo: windowBytes, at: offset)
      guard let found = FrameHeader.first(in: bytes, isWhole: false),
        found.header.bitrateKbps == first.header.bitrateKbps, found.header.isLike(first.header)
      else { return false }
    }
    return true
  }

  /// By the headers of all frames; of a very long file, of those at its beginning.
  private func walked(_ frames: Range<Int>) throws(AudioFileError) -> Double {
    let (limitBytes, chunkBytes) = (128 << 20, 1 << 20)
    var seconds = 0.0
    var position = frames.lowerBound
    let end = min(frames.upperBound, frames.lowerBound + limitBytes)
    while position < end {
      let bytes = try reader.bytes(
        upTo: min(chunkBytes, frames.upperBound - position), at: position)
      let isLast = position + bytes.count >= frames.upperBound
      var offset = 0
      while offset + 7 <= bytes.count {
        if let header = FrameHeader(bytes, at: offset), header.isLike(first.header) {
          if offset + header.sizeBytes + 7 > bytes.count, !isLast { break }
          seconds += header.seconds
          offset += header.sizeBytes
        } else {
          // Stray bytes: on to the next header that another follows.
          guard let found = FrameHeader.first(in: Array(bytes[(offset + 1)...]), isWhole: false)
          else {
            offset = bytes.count
            break
          }
          offset += 1 + found.offset
        }
      }
      position += max(offset, 1)
    }
    return position >= frames.upperBound
      ? seconds : seconds * Double(frames.count) / Double(max(1, position - frames.lowerBound))
  }
}

/// The header of a frame of MPEG sound (ISO/IEC 11172-3) or of ADTS (ISO/IEC 13818-7).
struct FrameHeader {
  let isADTS: Bool
  let sizeBytes: Int
  let bitrateKbps: Int
  let seconds: Double
  /// How many bytes lie between the header and the data in which encoders put their index.
  let sideInfoBytes: Int
  private let kind: [UInt8]

  init?(_ bytes: [UInt8], at offset: Int) {
    guard offset + 7 <= bytes.count, bytes[offset] == 0xff, bytes[offset + 1] & 0xe0 == 0xe0 else {
      return nil
    }
    let (second, third, fourth) = (bytes[offset + 1], bytes[offset + 2], bytes[offset + 3])
    let layer = Int(second >> 1 & 3)
    if layer == 0 {
      guard second & 0xf0 == 0xf0 else { return nil }
      let rates = [
        96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350,
      ]
      let rate = Int(third >> 2 & 15)
      let size = Int(fourth & 3) << 11 | Int(bytes[offset + 4]) << 3 | Int(bytes[offset + 5] >> 5)
      guard rate < rates.count, size >= 7 else { return nil }
      isADTS = true
      sizeBytes = size
      seconds = Double(1024 * (Int(bytes[offset + 6] & 3) + 1)) / Double(rates[rate])
      bitrateKbps = Int(Double(size) * 8 / 1000 / seconds)
      sideInfoBytes = 0
      kind = [0, second & 0x08, third & 0x3c]
      return
    }
    let version = Int(second >> 3 & 3)
    let (bitrateIndex, rateIndex) = (Int(third >> 4), Int(third >> 2 & 3))
    guard version != 1, (1...14).contains(bitrateIndex), rateIndex < 3, fourth & 3 != 2 else {
      return nil
    }
    let isMPEG1 = version == 3
    let table =
      isMPEG1 ? Self.bitrates[3 - layer] : layer == 3 ? Self.bitrates[3] : Self.bitrates[4]
    let rate = [44100, 48000, 32000][rateIndex] >> (isMPEG1 ? 0 : version == 2 ? 1 : 2)
    let (kbps, padding) = (table[bitrateIndex - 1], Int(third >> 1 & 1))
    let samples = layer == 3 ? 384 : layer == 2 || isMPEG1 ? 1152 : 576
    isADTS = false
    bitrateKbps = kbps
    sizeBytes =
      layer == 3
      ? (12000 * kbps / rate + padding) * 4 : samples / 8 * 1000 * kbps / rate + padding
    seconds = Double(samples) / Double(rate)
    let isMono = fourth >> 6 == 3
    sideInfoBytes = isMPEG1 ? (isMono ? 17 : 32) : (isMono ? 9 : 17)
    kind = [1, second & 0x1e, third & 0x0c]
  }

  /// Whether both can be of one stream.
  func isLike(_ other: FrameHeader) -> Bool { kind == other.kind }

  /// The first header that others of its kind follow; the last frames may be cut where the bytes are all there are.
  static func first(in bytes: [UInt8], isWhole: Bool) -> (offset: Int, header: FrameHeader)? {
    var offset = 0
    while offset + 7 <= bytes.count {
      guard let place = bytes[offset...].firstIndex(of: 0xff) else { return nil }
      offset = place
      if let header = FrameHeader(bytes, at: offset), follows(header, offset, bytes, isWhole) {
        return (offset, header)
      }
      offset += 1
    }
    return nil
  }

  private static func follows(
    _ header: FrameHeader, _ offset: Int, _ bytes: [UInt8], _ isWhole: Bool
  ) -> Bool {
    var next = offset
    var last = header
    let wanted = 3
    for count in 1...wanted {
      next += last.sizeBytes
      guard next + 7 <= bytes.count else {
        return isWhole ? next <= bytes.count || count > 1 : count > 1
      }
      guard let header = FrameHeader(bytes, at: next), header.isLike(last) else { return false }
      last = header
    }
    return true
  }

  /// In kbit/s: MPEG-1 layers I to III, MPEG-2 layer I, layers II and III.
  private static let bitrates = [
    [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  ]
}
