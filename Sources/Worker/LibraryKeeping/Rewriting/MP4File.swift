import Files

/// AAC or ALAC in MP4: the tag is in the `moov` atom, together with tables that say where in the file the
/// sound is; those are corrected when the sound comes to lie elsewhere.
struct MP4File: TaggedFile {
  private static let movieLimitBytes = 32 << 20
  private static let maximumCount = 65_536
  /// The version and flags that `meta` begins with.
  private static let metaPrefix: [UInt8] = [0, 0, 0, 0]
  /// The handler that makes `meta` iTunes' own.
  private static let handler =
    [UInt8](repeating: 0, count: 8) + Array("mdirappl".utf8)
    + [UInt8](repeating: 0, count: 9)

  private var movie: MP4Atoms
  private var items: MP4Items
  private let movieRange: Range<Int>
  private let sizeBytes: Int
  private let isFragmented: Bool

  init(reading file: borrowing OpenFile) throws {
    sizeBytes = file.sizeBytes
    var movieRange: Range<Int>?
    var isFragmented = false
    var position = 0
    for _ in 0..<Self.maximumCount where position < file.sizeBytes {
      let (name, end) = try Self.atom(at: position, of: file)
      if name == "moov" {
        guard movieRange == nil else { throw RewritingError.unsupported }
        movieRange = position..<end
      }
      if name == "moof" { isFragmented = true }
      position = end
    }
    guard let movieRange, position == file.sizeBytes else { throw RewritingError.unreadable }
    guard movieRange.count <= Self.movieLimitBytes else { throw RewritingError.tooLarge }
    self.movieRange = movieRange
    self.isFragmented = isFragmented
    movie = try MP4Atoms(parsing: try file.bytes(movieRange)[8...])
    var list = MP4Atoms()
    var movie = movie
    try movie.change("udta") { data in
      try data.change("meta", prefix: Self.metaPrefix) { meta in
        try meta.change("ilst") { list = $0 }
      }
    }
    items = MP4Items(list)
  }

  mutating func apply(_ change: TagChange) throws {
    try items.apply(change)
  }

  mutating func standardise() -> Bool {
    let found = items
    items.standardise()
    return items != found
  }

  func parts() throws -> [FilePart] {
    var movie = movie
    try movie.change("udta") { data in
      try data.change("meta", prefix: Self.metaPrefix) { meta in
        if meta["hdlr"] == nil { meta["hdlr"] = Self.handler }
        meta["ilst"] = items.atoms.encoded
      }
    }
    let shift = 8 + movie.encoded.count - movieRange.count
    if shift != 0 {
      // Fragments have places of their own to write where they are.
      guard !isFragmented else { throw RewritingError.unsupported }
      try movie.shiftChunks(from: movieRange.upperBound, by: shift)
    }
    let content = movie.encoded
    return [
      .stretch(0..<movieRange.lowerBound),
      .bytes(MP4Atoms.bigEndian(8 + content.count) + Array("moov".utf8) + content),
      .stretch(movieRange.upperBound..<sizeBytes),
    ]
  }

  /// The name and the end of the atom at `position`; its size may be in eight bytes, or be all that is left.
  private static func atom(
    at position: Int, of file: borrowing OpenFile
  ) throws -> (name: FourCharacters, end: Int) {
    let head = try file.bytes(position..<position + 8)
    guard let name = FourCharacters(head[4...]) else { throw RewritingError.unreadable }
    var size = head[..<4].reduce(0) { $0 << 8 | Int($1) }
    if size < 8, name == "moov" { throw RewritingError.unsupported }
    if size == 0 { size = file.sizeBytes - position }
    if size == 1 {
      let bytes = try file.bytes(position + 8..<position + 16)
      size = bytes[0] == 0 ? bytes.reduce(0) { $0 << 8 | Int($1) } : 0
    }
    guard (8...max(8, file.sizeBytes - position)).contains(size) else {
      throw RewritingError.unreadable
    }
    return (name, position + size)
  }
}

extension MP4Atoms {
  private static let containers: [FourCharacters] = ["trak", "mdia", "minf", "stbl"]

  /// Adds `shift` to the positions of all chunks of sound that lie from `start` on.
  fileprivate mutating func shiftChunks(from start: Int, by shift: Int) throws {
    for index in atoms.indices {
      let name = atoms[index].name
      if Self.containers.contains(name) {
        var inner = try MP4Atoms(parsing: atoms[index].content[...])
        try inner.shiftChunks(from: start, by: shift)
        atoms[index].content = inner.encoded
      } else if name == "stco" || name == "co64" {
        try atoms[index].shiftPositions(width: name == "stco" ? 4 : 8, from: start, by: shift)
      }
    }
  }
}

extension MP4Atoms.Atom {
  /// The table begins with version, flags and the number of positions.
  fileprivate mutating func shiftPositions(width: Int, from start: Int, by shift: Int) throws {
    for entry in stride(from: 8, through: content.count - width, by: width) {
      let field = entry..<entry + width
      let position = content[field].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      guard position >= UInt64(start) else { continue }
      let (moved, isTooLarge) = position.addingReportingOverflow(UInt64(bitPattern: Int64(shift)))
      guard shift < 0 || !isTooLarge, width == 8 || moved <= UInt32.max else {
        throw RewritingError.unsupported
      }
      content.replaceSubrange(
        field,
        with: (1...width).map { UInt8(truncatingIfNeeded: moved >> (8 * UInt64(width - $0))) })
    }
  }
}
