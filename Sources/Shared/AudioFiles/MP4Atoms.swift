/// Walks over atoms (boxes, ISO/IEC 14496-12, section 4.2) in memory, without copies.
struct MP4Atoms: Sequence, IteratorProtocol {
  struct Atom {
    let name: FourCharacters
    /// With its header.
    let range: Range<Int>
    let content: Range<Int>
  }

  private let bytes: [UInt8]
  /// From where nothing has been read yet.
  private(set) var position: Int
  private let end: Int

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  /// The next atom; nil where what is left is none, as the zero that ends a list in QuickTime.
  mutating func next() -> Atom? {
    guard end - position >= 8, let name = FourCharacters(bytes[(position + 4)...]) else {
      return nil
    }
    var (size, header) = (bytes[position..<position + 4].bigEndian, 8)
    if size == 1 {
      guard end - position >= 16, bytes[position + 8] == 0 else { return nil }
      (size, header) = (bytes[position + 8..<position + 16].bigEndian, 16)
    }
    guard size >= header, size <= end - position else { return nil }
    defer { position += size }
    return Atom(
      name: name, range: position..<position + size, content: position + header..<position + size)
  }

  /// The first atom of a name.
  static func first(_ name: FourCharacters, in bytes: [UInt8], _ range: Range<Int>) -> Atom? {
    MP4Atoms(bytes, range).first { $0.name == name }
  }

  /// Writes the size of the atom whose header is at `position`, in as many bytes as it has for it.
  static func setSize(_ size: Int, at position: Int, in bytes: inout [UInt8]) throws(AudioFileError)
  {
    if bytes[position..<position + 4].bigEndian == 1 {
      bytes.replaceSubrange(position + 8..<position + 16, with: [UInt8](bigEndian: size, 8))
    } else {
      guard size <= Int(UInt32.max) else { throw .tooLarge }
      bytes.replaceSubrange(position..<position + 4, with: [UInt8](bigEndian: size))
    }
  }

  static func atom(_ name: FourCharacters, _ content: [UInt8]) -> [UInt8] {
    [UInt8](bigEndian: 8 + content.count) + name.bytes + content
  }
}

/// Where in a movie the items of iTunes are, or would be: `moov/udta/meta/ilst`.
struct MP4Places {
  /// Headers of the atoms around, outermost first; their sizes follow from the items'.
  private var parents: [Int] = [0]
  /// The list with its header; empty where there is none.
  private var list: Range<Int>
  /// What has to be made around it.
  private var missing: [FourCharacters] = []

  /// `movie` is the atom with its header of `header` bytes.
  init(_ movie: [UInt8], _ header: Int) throws(AudioFileError) {
    func end(_ range: Range<Int>) -> Range<Int> {
      var atoms = MP4Atoms(movie, range)
      while atoms.next() != nil {}
      return atoms.position..<atoms.position
    }
    let whole = header..<movie.count
    let all = MP4Atoms(movie, whole).filter { $0.name == "udta" }
    guard
      let data = all.first(where: { MP4Atoms.first("meta", in: movie, $0.content) != nil })
        ?? all.first
    else {
      list = end(whole)
      missing = ["udta", "meta", "ilst"]
      return
    }
    parents.append(data.range.lowerBound)
    guard let meta = MP4Atoms.first("meta", in: movie, data.content) else {
      list = end(data.content)
      missing = ["meta", "ilst"]
      return
    }
    parents.append(meta.range.lowerBound)
    // Its content begins with version and flags, in QuickTime with the first atom.
    let start = meta.content.lowerBound
    let hasVersion =
      meta.content.count < 8 || FourCharacters(movie[(start + 4)...]) != "hdlr"
    guard !hasVersion || meta.content.count >= 4 else { throw .damaged }
    let content = start + (hasVersion ? 4 : 0)..<meta.content.upperBound
    if let found = MP4Atoms.first("ilst", in: movie, content) {
      list = found.range
    } else {
      list = end(content)
      missing = ["ilst"]
    }
  }

  /// The content of the list.
  func items(in movie: [UInt8]) throws(AudioFileError) -> ArraySlice<UInt8> {
    guard !list.isEmpty else { return [] }
    var atoms = MP4Atoms(movie, list)
    guard let atom = atoms.next() else { throw .damaged }
    return movie[atom.content]
  }

  /// The movie with another content of the list.
  func replacing(
    with items: [UInt8], in movie: [UInt8], handler: [UInt8]
  ) throws(AudioFileError) -> [UInt8] {
    var new = MP4Atoms.atom("ilst", items)
    if missing.contains("meta") { new = MP4Atoms.atom("meta", [0, 0, 0, 0] + handler + new) }
    if missing.contains("udta") { new = MP4Atoms.atom("udta", new) }
    var result: [UInt8] = []
    result.reserveCapacity(movie.count - list.count + new.count)
    result += movie[..<list.lowerBound]
    result += new
    result += movie[list.upperBound...]
    for parent in parents {
      guard var atom = Optional(MP4Atoms(movie, parent..<movie.count)), let old = atom.next() else {
        throw .damaged
      }
      try MP4Atoms.setSize(old.range.count + new.count - list.count, at: parent, in: &result)
    }
    return result
  }
}

/// Moves what tables and fragments say of places in the file.
struct MP4Move {
  private static let lists: Set<FourCharacters> = [
    "trak", "mdia", "minf", "stbl", "traf", "moof", "mfra",
  ]
  private static let deepest = 8

  /// What lies from here on,
  let start: Int
  /// comes to lie as much later.
  let shift: Int

  init(from start: Int, by shift: Int) {
    self.start = start
    self.shift = shift
  }

  /// Corrects every place in the atoms of `range`; returns whether there was one.
  @discardableResult
  func apply(to bytes: inout [UInt8], _ range: Range<Int>, depth: Int = 0) throws(AudioFileError)
    -> Bool
  {
    guard depth <= Self.deepest else { throw .tooLarge }
    var isChanged = false
    // Sizes stay the same, so that the places of all atoms do.
    var position = range.lowerBound
    while position < range.upperBound {
      var atoms = MP4Atoms(bytes, position..<range.upperBound)
      guard let atom = atoms.next() else { break }
      position = atom.range.upperBound
      let content = atom.content
      switch atom.name {
      case "stco", "co64":
        let width = atom.name == "stco" ? 4 : 8
        guard content.count >= 8 else { throw .damaged }
        let count = bytes[content.dropFirst(4).prefix(4)].bigEndian
        guard count <= (content.count - 8) / width else { throw .damaged }
        for index in 0..<count {
          try move(&bytes, content.lowerBound + 8 + index * width, width, &isChanged)
        }
      case "tfhd" where content.count >= 16 && bytes[content.lowerBound + 3] & 1 != 0:
        try move(&bytes, content.lowerBound + 8, 8, &isChanged)
      case "tfra" where content.count >= 16:
        let isWide = bytes[content.lowerBound] == 1
        let sizes = Int(bytes[content.lowerBound + 11])
        let width = isWide ? 8 : 4
        let entry = 2 * width + 3 + (sizes >> 4 & 3) + (sizes >> 2 & 3) + (sizes & 3)
        let count = bytes[content.dropFirst(12).prefix(4)].bigEndian
        guard count <= (content.count - 16) / entry else { throw .damaged }
        for index in 0..<count {
          try move(&bytes, content.lowerBound + 16 + index * entry + width, width, &isChanged)
        }
      case let name where Self.lists.contains(name):
        if try apply(to: &bytes, content, depth: depth + 1) { isChanged = true }
      default: break
      }
    }
    return isChanged
  }

  private func move(
    _ bytes: inout [UInt8], _ place: Int, _ width: Int, _ isChanged: inout Bool
  ) throws(AudioFileError) {
    let field = place..<place + width
    guard width == 4 || bytes[place] == 0 else { throw .damaged }
    let position = bytes[field].bigEndian
    guard position >= start else { return }
    let moved = position + shift
    guard moved >= 0, width == 8 || moved <= Int(UInt32.max) else { throw .unsupported }
    for index in 0..<width {
      bytes[place + index] = UInt8(truncatingIfNeeded: moved >> (8 * (width - 1 - index)))
    }
    isChanged = true
  }
}

/// The track of a movie that is its sound, as far as its length goes.
struct MP4Track {
  let id: Int
  let timescale: Int
  /// In units of the time scale; what fragments have comes on top.
  let duration: Int
  /// The length of a sample in fragments that do not say it themselves.
  private let sampleDuration: Int

  /// The first track of sound; nil where there is none.
  static func sound(in bytes: [UInt8], _ movie: Range<Int>) throws(AudioFileError) -> MP4Track? {
    for atom in MP4Atoms(bytes, movie) where atom.name == "trak" {
      guard let media = MP4Atoms.first("mdia", in: bytes, atom.content),
        let handler = MP4Atoms.first("hdlr", in: bytes, media.content), handler.content.count >= 12,
        FourCharacters(bytes[(handler.content.lowerBound + 8)...]) == "soun",
        let header = MP4Atoms.first("mdhd", in: bytes, media.content), header.content.count >= 20,
        let track = MP4Atoms.first("tkhd", in: bytes, atom.content), track.content.count >= 24
      else { continue }
      let (start, isWide) = (header.content.lowerBound, bytes[header.content.lowerBound] == 1)
      guard !isWide || header.content.count >= 32 else { continue }
      let timescale = bytes[(start + (isWide ? 20 : 12))...].prefix(4).bigEndian
      let units = bytes[(start + (isWide ? 24 : 16))...].prefix(isWide ? 8 : 4)
      // All ones stand for what is not known.
      let duration =
        units.allSatisfy { $0 == 0xff } || isWide && units.first != 0 ? 0 : units.bigEndian
      guard timescale > 0 else { continue }
      let idPlace = track.content.lowerBound + (bytes[track.content.lowerBound] == 1 ? 20 : 12)
      let id = bytes[idPlace..<idPlace + 4].bigEndian
      return MP4Track(
        id: id, timescale: timescale, duration: duration,
        sampleDuration: defaultDuration(id, bytes, movie))
    }
    return nil
  }

  private static func defaultDuration(_ id: Int, _ bytes: [UInt8], _ movie: Range<Int>) -> Int {
    guard let extends = MP4Atoms.first("mvex", in: bytes, movie) else { return 0 }
    for atom in MP4Atoms(bytes, extends.content)
    where atom.name == "trex" && atom.content.count >= 24 {
      let start = atom.content.lowerBound
      if bytes[start + 4..<start + 8].bigEndian == id {
        return bytes[start + 12..<start + 16].bigEndian
      }
    }
    return 0
  }

  /// The length of the samples in the content of a `moof`.
  func duration(ofFragment bytes: [UInt8]) throws(AudioFileError) -> Int {
    var units = 0
    for fragment in MP4Atoms(bytes, 0..<bytes.count) where fragment.name == "traf" {
      guard let header = MP4Atoms.first("tfhd", in: bytes, fragment.content),
        header.content.count >= 8
      else { continue }
      let head = Array(bytes[header.content])
      guard head[4..<8].bigEndian == id else { continue }
      var place = 8
      if head[3] & 0x01 != 0 { place += 8 }
      if head[3] & 0x02 != 0 { place += 4 }
      var each = sampleDuration
      if head[3] & 0x08 != 0, head.count >= place + 4 { each = head[place..<place + 4].bigEndian }
      for run in MP4Atoms(bytes, fragment.content)
      where run.name == "trun" && run.content.count >= 8 {
        units += Self.duration(ofRun: bytes[run.content], each)
        guard units < 1 << 48 else { throw .damaged }
      }
    }
    return units
  }

  private static func duration(ofRun run: ArraySlice<UInt8>, _ each: Int) -> Int {
    let run = Array(run)
    let (flags, count) = (run[1..<4].bigEndian, run[4..<8].bigEndian)
    guard flags & 0x100 != 0 else { return count * each }
    let place = 8 + (flags & 0x01 != 0 ? 4 : 0) + (flags & 0x04 != 0 ? 4 : 0)
    let width = 4 * [0x100, 0x200, 0x400, 0x800].count { flags & $0 != 0 }
    var units = 0
    for index in 0..<min(count, max(0, run.count - place) / width) {
      let start = place + index * width
      units += run[start..<start + 4].bigEndian
    }
    return units
  }
}
