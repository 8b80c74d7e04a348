import Downloads

/// The texts in the INFO list of a WAV file, which most programs read that know no ID3 there.
struct InfoList: EditableTag {
  static let limitBytes = 4 << 20
  private static let maximumCount = 4096

  private struct Item {
    let name: FourCharacters
    var content: ArraySlice<UInt8>
  }

  private var items: [Item] = []
  /// What follows the items and is none.
  private var rest: ArraySlice<UInt8> = []
  private let legacy: LegacyText

  /// A list without items.
  init(_ legacy: LegacyText) { self.legacy = legacy }

  /// Takes the content of the chunk, `INFO` and the items.
  init(parsing bytes: [UInt8], _ legacy: LegacyText) {
    self.legacy = legacy
    rest = bytes.dropFirst(4)
    while rest.count >= 8, items.count < Self.maximumCount, let name = FourCharacters(rest) {
      let size = rest.dropFirst(4).prefix(4).littleEndian
      guard size <= rest.count - 8 else { return }
      items.append(Item(name: name, content: rest.dropFirst(8).prefix(size)))
      rest = rest.dropFirst(8 + size + size % 2)
    }
  }

  var isEmpty: Bool { items.isEmpty && rest.isEmpty }

  var encoded: [UInt8] {
    var bytes = Array("INFO".utf8)
    for item in items {
      bytes += item.name.bytes + [UInt8](littleEndian: item.content.count) + item.content
      if !item.content.count.isMultiple(of: 2) { bytes.append(0) }
    }
    return bytes + rest
  }

  func holds(_ field: TagField) -> Bool { items.contains { field.info.contains($0.name) } }

  func texts(_ field: TagField) -> [String] {
    for name in field.info {
      let found = items.filter { $0.name == name }
      if !found.isEmpty { return found.map { legacy.text($0.content.prefix { $0 != 0 }) } }
    }
    return []
  }

  mutating func set(_ field: TagField, to text: String?) {
    guard let name = field.info.first else { return }
    var text = text
    if field.isNumbered, let number = text { text = number + total(behind: texts(field)) }
    let index = items.firstIndex { field.info.contains($0.name) } ?? items.endIndex
    let old = index < items.endIndex ? items[index].name : name
    let added = text.map { [Item(name: old, content: (Array($0.utf8) + [0])[...])] } ?? []
    items =
      items[..<index] + added + items[index...].filter { !field.info.contains($0.name) }
  }
}
