import Downloads
import ID3

/// The items of iTunes' metadata (`ilst`): each an atom that holds one or more `data` atoms.
struct MP4Items: Equatable {
  private enum Kind {
    static let implicit = 0
    static let text = 1
    static let jpeg = 13
    static let png = 14
  }

  private var list: MP4Atoms

  init(_ list: MP4Atoms) { self.list = list }

  var atoms: MP4Atoms { list }

  mutating func apply(_ change: TagChange) throws {
    for field in TagField.allCases {
      let number = try field.isNumbered ? numberText(of: field) : nil
      guard let text = change.text(for: field, over: number) else { continue }
      let data =
        field.isNumbered ? Self.numbers(text, field) : Self.data(Kind.text, Array(text.utf8))
      set(field.items, to: text.isEmpty ? nil : data)
    }
    if let cover = change.cover {
      set(["covr"], to: Self.data(cover.mediaType == .jpeg ? Kind.jpeg : Kind.png, cover.data))
    }
  }

  /// Standardises the items of a single text that are not a program's own.
  mutating func standardise() {
    list.atoms = list.atoms.compactMap { atom in
      let head = Self.data(Kind.text, []).prefix(12).dropFirst(4)
      guard atom.name.bytes[0] == 0xa9 || atom.name == "aART",
        atom.content.count >= 16, atom.content[4..<12] == head,
        atom.content.prefix(4).elementsEqual(MP4Atoms.bigEndian(atom.content.count)),
        let found = String(validating: atom.content[16...], as: UTF8.self)
      else { return atom }
      let text = TagStandard.text(found)
      if text.isEmpty { return nil }
      return MP4Atoms.Atom(name: atom.name, content: Self.data(Kind.text, Array(text.utf8)))
    }
  }

  /// Puts an item in the place of the first of `names`, and removes the others.
  private mutating func set(_ names: [FourCharacters], to content: [UInt8]?) {
    guard let name = names.first else { return }
    list[name] = content
    var isFirst = true
    list.atoms.removeAll { atom in
      guard names.contains(atom.name) else { return false }
      defer { if atom.name == name { isFirst = false } }
      return atom.name != name || !isFirst || content == nil
    }
  }

  /// The number and the total, as in `7/12`.
  private func numberText(of field: TagField) throws -> String? {
    guard let content = field.items.first.flatMap({ list[$0] }), content.count >= 22 else {
      return nil
    }
    let total = Int(content[20]) << 8 | Int(content[21])
    return total > 0 ? "/\(total)" : nil
  }

  /// A number and a total of two bytes each, after two that are not used; tracks have two more.
  private static func numbers(_ text: String, _ field: TagField) -> [UInt8] {
    let numbers = text.split(separator: "/").map { UInt16($0) ?? 0 } + [0]
    let bytes = numbers.prefix(2).flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    return data(Kind.implicit, [0, 0] + bytes + (field == .trackNumber ? [0, 0] : []))
  }

  private static func data(_ kind: Int, _ content: [UInt8]) -> [UInt8] {
    MP4Atoms.bigEndian(16 + content.count) + Array("data".utf8) + MP4Atoms.bigEndian(kind)
      + [0, 0, 0, 0] + content
  }
}
