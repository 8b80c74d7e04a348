/// A list of atoms (boxes, ISO/IEC 14496-12, section 4.2) in memory.
struct MP4Atoms: Equatable {
  private static let maximumCount = 4096

  struct Atom: Equatable {
    let name: FourCharacters
    var content: [UInt8]
  }

  var atoms: [Atom] = []
  /// What is too short for an atom, as the zero that ends a list in QuickTime.
  private var trailer: [UInt8] = []

  init() {}

  init(parsing bytes: ArraySlice<UInt8>) throws {
    var rest = bytes
    while rest.count >= 8, let name = FourCharacters(rest.dropFirst(4)) {
      let size = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      guard (8...rest.count).contains(size), atoms.count < Self.maximumCount else {
        throw RewritingError.unsupported
      }
      atoms.append(Atom(name: name, content: Array(rest.dropFirst(8).prefix(size - 8))))
      rest = rest.dropFirst(size)
    }
    trailer = Array(rest)
  }

  var encoded: [UInt8] {
    atoms.reduce(into: []) { bytes, atom in
      bytes += Self.bigEndian(8 + atom.content.count) + atom.name.bytes + atom.content
    } + trailer
  }

  /// The content of the first atom of this name; nil removes it, and a new one goes to the end.
  subscript(name: FourCharacters) -> [UInt8]? {
    get { atoms.first { $0.name == name }?.content }
    set {
      let index = atoms.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let content?): atoms[index].content = content
      case (let index?, nil): atoms.remove(at: index)
      case (nil, let content?): atoms.append(Atom(name: name, content: content))
      case (nil, nil): break
      }
    }
  }

  /// Changes the list inside an atom, which begins after `prefix` bytes; made where it is missing.
  mutating func change(
    _ name: FourCharacters, prefix: [UInt8] = [], _ body: (inout MP4Atoms) throws -> Void
  ) throws {
    let content = self[name] ?? prefix
    guard content.count >= prefix.count else { throw RewritingError.unsupported }
    var inner = try MP4Atoms(parsing: content[prefix.count...])
    try body(&inner)
    self[name] = content[..<prefix.count] + inner.encoded
  }

  static func bigEndian(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
