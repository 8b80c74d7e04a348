import Downloads
import ID3

/// AAC or ALAC in MP4: the tag is in the `moov` atom, together with tables that say where in the file the
/// sound is; those are corrected when the sound comes to lie elsewhere (ISO/IEC 14496-12).
struct MP4File: AudioContainer {
  /// Covers of 32 MiB and the tables of a day.
  private static let movieLimitBytes = 96 << 20
  private static let fragmentLimitBytes = 4 << 20
  private static let maximumCount = 100_000
  /// The handler that makes `meta` iTunes' own.
  private static let handler =
    [UInt8](bigEndian: 33) + Array("hdlr".utf8) + [UInt8](repeating: 0, count: 8)
    + Array("mdirappl".utf8) + [UInt8](repeating: 0, count: 9)

  private struct TopAtom {
    let name: FourCharacters
    let range: Range<Int>
    let content: Range<Int>
  }

  let format = AudioFormat.m4a
  let sound: Range<Int>
  private let reader: ByteReader
  private let top: [TopAtom]
  private let movieIndex: Int
  /// The movie atom with its header; the only large thing in memory.
  private let movie: [UInt8]
  private let places: MP4Places
  private var items: [any EditableTag]
  private let track: MP4Track
  private let soundSizeBytes: Int

  static func begins(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 8, let name = FourCharacters(bytes[4...]) else { return false }
    return name == "ftyp"
  }

  init(_ reader: ByteReader, _ legacy: LegacyText) throws(AudioFileError) {
    self.reader = reader
    var top: [TopAtom] = []
    var position = 0
    while position + 8 <= reader.sizeBytes {
      guard top.count < Self.maximumCount else { throw .tooLarge }
      guard let atom = try Self.atom(at: position, reader) else { break }
      top.append(atom)
      position = atom.range.upperBound
    }
    self.top = top
    guard let index = top.firstIndex(where: { $0.name == "moov" }) else { throw .notAudio }
    movieIndex = index
    guard top[index].range.count <= Self.movieLimitBytes else { throw .tooLarge }
    movie = try reader.bytes(top[index].range)
    let header = top[index].content.lowerBound - top[index].range.lowerBound
    places = try MP4Places(movie, header)
    guard let track = try MP4Track.sound(in: movie, header..<movie.count) else { throw .notAudio }
    self.track = track
    items = [try MP4Items(try places.items(in: movie), legacy)]
    let data = top.filter { $0.name == "mdat" }
    sound =
      data.first.map { $0.content.isEmpty ? 0..<reader.sizeBytes : $0.content }
      ?? 0..<reader.sizeBytes
    soundSizeBytes = data.reduce(0) { $0 + $1.content.count }
  }

  /// The atom at `position`; its size may be in eight bytes, or be all that is left. Nil where none fits.
  private static func atom(
    at position: Int, _ reader: ByteReader
  ) throws(AudioFileError) -> TopAtom? {
    let head = try reader.bytes(upTo: 16, at: position)
    guard head.count >= 8, let name = FourCharacters(head[4...]) else { return nil }
    let left = reader.sizeBytes - position
    var (size, header) = (head[..<4].bigEndian, 8)
    if size == 0 { size = left }
    if size == 1 {
      guard head.count == 16, head[8] == 0 else { return nil }
      (size, header) = (head[8..<16].bigEndian, 16)
    }
    guard (header...max(header, left)).contains(size), size <= left else { return nil }
    return TopAtom(
      name: name, range: position..<position + size, content: position + header..<position + size)
  }

  var tags: [any EditableTag] { items }

  func length() throws(AudioFileError) -> AudioLength? {
    var units = track.duration
    // Movies in fragments say it piece by piece, and have nothing or only the start in their head.
    for atom in top where atom.name == "moof" && atom.content.count <= Self.fragmentLimitBytes {
      units += try track.duration(ofFragment: try reader.bytes(atom.content))
    }
    return AudioLength(seconds: Double(units) / Double(track.timescale), sizeBytes: soundSizeBytes)
  }

  mutating func apply(_ change: TagChange) throws(AudioFileError) {
    try change.apply(to: &items, primary: [0])
  }

  mutating func standardise() throws(AudioFileError) -> Bool {
    guard var tag = items[0] as? MP4Items, tag.standardise() else { return false }
    items = [tag]
    return true
  }

  func parts() throws(AudioFileError) -> [FilePart] {
    guard let tag = items[0] as? MP4Items else { throw .unsupported }
    let old = top[movieIndex].range
    var movie = try places.replacing(with: tag.encoded, in: self.movie, handler: Self.handler)
    let shift = movie.count - old.count
    guard shift != 0 else {
      return [
        .stretch(0..<old.lowerBound), .bytes(movie), .stretch(old.upperBound..<reader.sizeBytes),
      ]
    }
    let header = top[movieIndex].content.lowerBound - old.lowerBound
    let move = MP4Move(from: old.upperBound, by: shift)
    try move.apply(to: &movie, header..<movie.count)
    var parts: [FilePart] = []
    var start = 0
    // Fragments and their index say where they are.
    for (index, atom) in top.enumerated() {
      if index == movieIndex {
        parts += [.stretch(start..<old.lowerBound), .bytes(movie)]
        start = old.upperBound
      } else if atom.name == "moof" || atom.name == "mfra", atom.range.lowerBound >= start {
        guard atom.range.count <= Self.fragmentLimitBytes else { throw .tooLarge }
        var bytes = try reader.bytes(atom.range)
        let header = atom.content.lowerBound - atom.range.lowerBound
        if try move.apply(to: &bytes, header..<bytes.count) {
          parts += [.stretch(start..<atom.range.lowerBound), .bytes(bytes)]
          start = atom.range.upperBound
        }
      }
    }
    return parts + [.stretch(start..<reader.sizeBytes)]
  }
}
