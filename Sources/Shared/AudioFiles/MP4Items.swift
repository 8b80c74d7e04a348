import Downloads
import Foundation
import ID3

/// The items of iTunes' metadata (`ilst`): each an atom that holds one or more `data` atoms.
struct MP4Items: EditableTag {
  private static let maximumCount = 4096

  private enum Kind {
    static let implicit = 0
    static let utf8 = 1
    static let utf16 = 2
    static let jpeg = 13
    static let png = 14
  }

  private struct Item: Equatable {
    let name: FourCharacters
    /// The atom with its header.
    var bytes: ArraySlice<UInt8>
  }

  private var items: [Item] = []
  private var rest: ArraySlice<UInt8>
  private let legacy: LegacyText

  /// Takes the content of the list.
  init(_ bytes: ArraySlice<UInt8>, _ legacy: LegacyText) throws(AudioFileError) {
    self.legacy = legacy
    rest = bytes
    while rest.count >= 8, let name = FourCharacters(rest.dropFirst(4)) {
      let size = rest.prefix(4).bigEndian
      guard (8...rest.count).contains(size) else { break }
      guard items.count < Self.maximumCount else { throw .tooLarge }
      items.append(Item(name: name, bytes: rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
  }

  var encoded: [UInt8] { items.reduce(into: []) { $0 += $1.bytes } + rest }

  func holds(_ field: TagField) -> Bool { items.contains { field.items.contains($0.name) } }

  func texts(_ field: TagField) -> [String] {
    var texts: [String] = []
    for name in field.items where texts.isEmpty {
      for item in items where item.name == name {
        for data in Self.data(in: item) { texts += text(data, name, field).map { [$0] } ?? [] }
      }
    }
    return texts
  }

  func texts(named name: String) -> [String] {
    var texts: [String] = []
    for item in items where item.name == "----" {
      let atoms = Self.atoms(in: item)
      let key = atoms.first { $0.name == "name" }.map {
        String(decoding: $0.content.dropFirst(4), as: UTF8.self).uppercased()
      }
      guard key == name else { continue }
      for atom in atoms where atom.name == "data" && atom.content.count >= 8 {
        texts.append(legacy.text(atom.content.dropFirst(8).prefix(ID3v2Tag.textLimitBytes)))
      }
    }
    return texts
  }

  private func text(
    _ data: (kind: Int, value: ArraySlice<UInt8>), _ name: FourCharacters, _ field: TagField
  ) -> String? {
    if field.isNumbered {
      guard data.value.count >= 4 else { return nil }
      let number = data.value.dropFirst(2).prefix(2).bigEndian
      let total = data.value.dropFirst(4).prefix(2).bigEndian
      return total > 0 ? "\(number)/\(total)" : "\(number)"
    }
    // Numbers of ID3v1, from 1.
    if name == "gnre" { return Genre.name(data.value.bigEndian - 1) }
    let value = data.value.prefix(ID3v2Tag.textLimitBytes)
    guard data.kind & 0xff_ffff == Kind.utf16 else { return legacy.text(value) }
    return ID3Text.decoded([2] + value, legacy)?.first
  }

  mutating func set(_ field: TagField, to text: String?) {
    var content: [UInt8]?
    if let text {
      if field.isNumbered {
        content = Self.numbers(text + total(behind: texts(field)), field)
      } else {
        content = Self.data(Kind.utf8, Array(text.utf8))
      }
    }
    let added = content.map { content in
      [Item(name: field.items[0], bytes: MP4Atoms.atom(field.items[0], content)[...])]
    }
    let index = items.firstIndex { field.items.contains($0.name) } ?? items.endIndex
    items =
      items[..<index] + (added ?? []) + items[index...].filter { !field.items.contains($0.name) }
  }

  var hasCover: Bool { items.contains { $0.name == "covr" } }

  mutating func setCover(_ cover: CoverImage) {
    // The first picture of an item is the cover; others stay behind it.
    let data = Self.data(cover.mediaType == .jpeg ? Kind.jpeg : Kind.png, cover.data)
    guard hasCover else {
      items.append(Item(name: "covr", bytes: MP4Atoms.atom("covr", data)[...]))
      return
    }
    for index in items.indices where items[index].name == "covr" {
      let bytes = Array(items[index].bytes)
      let first = MP4Atoms.first("data", in: bytes, 8..<bytes.count)
      let rest = first.map { bytes[8..<$0.range.lowerBound] + data + bytes[$0.range.upperBound...] }
      items[index].bytes = MP4Atoms.atom("covr", rest.map { Array($0) } ?? data)[...]
    }
  }

  func pictures(limit: Int) -> [EmbeddedPicture] {
    var pictures: [EmbeddedPicture] = []
    for item in items where item.name == "covr" {
      for data in Self.data(in: item) where !data.value.isEmpty && data.value.count <= limit {
        pictures.append(EmbeddedPicture(bytes: Array(data.value), isFrontCover: pictures.isEmpty))
        return pictures
      }
    }
    return pictures
  }

  /// Standardises the items of a single text that are not a program's own; returns whether that makes a difference.
  mutating func standardise() -> Bool {
    let found = items
    items = items.compactMap { item in
      let data = Self.data(in: item)
      guard item.name.bytes[0] == 0xa9 || item.name == "aART", data.count == 1,
        data[0].kind == Kind.utf8, item.bytes.count == 24 + data[0].value.count,
        let text = String(validating: data[0].value, as: UTF8.self)
      else { return item }
      let standard = TagStandard.text(text)
      if standard.isEmpty { return nil }
      guard !standard.utf8.elementsEqual(text.utf8) else { return item }
      let content = Self.data(Kind.utf8, Array(standard.utf8))
      return Item(name: item.name, bytes: MP4Atoms.atom(item.name, content)[...])
    }
    return items != found
  }

  private static func atoms(in item: Item) -> [(name: FourCharacters, content: ArraySlice<UInt8>)] {
    var atoms: [(FourCharacters, ArraySlice<UInt8>)] = []
    var rest = item.bytes.dropFirst(8)
    while rest.count >= 8, atoms.count < maximumCount, let name = FourCharacters(rest.dropFirst(4))
    {
      let size = rest.prefix(4).bigEndian
      guard (8...rest.count).contains(size) else { break }
      atoms.append((name, rest.prefix(size).dropFirst(8)))
      rest = rest.dropFirst(size)
    }
    return atoms
  }

  /// The type and the value of each `data` atom.
  private static func data(in item: Item) -> [(kind: Int, value: ArraySlice<UInt8>)] {
    atoms(in: item).filter { $0.name == "data" && $0.content.count >= 8 }
      .map { ($0.content.prefix(4).bigEndian, $0.content.dropFirst(8)) }
  }

  /// A number and a total of two bytes each, after two that are not used; tracks have two more.
  private static func numbers(_ text: String, _ field: TagField) -> [UInt8] {
    let numbers = text.split(separator: "/").map { UInt16($0) ?? 0 } + [0]
    let bytes = numbers.prefix(2).flatMap { [UInt8](bigEndian: Int($0), 2) }
    return data(Kind.implicit, [0, 0] + bytes + (field == .trackNumber ? [0, 0] : []))
  }

  private static func data(_ kind: Int, _ content: [UInt8]) -> [UInt8] {
    MP4Atoms.atom("data", [UInt8](bigEndian: kind) + [0, 0, 0, 0] + content)
  }
}
