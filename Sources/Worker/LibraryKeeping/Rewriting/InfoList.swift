/// The texts in the INFO list of a WAV file, for programs that know no ID3 there.
struct InfoList: Equatable {
  static let limitBytes = 1 << 20

  private struct Item: Equatable {
    let name: FourCharacters
    var content: [UInt8]
  }

  /// Where its chunk is in the file.
  let position: Int
  private var items: [Item] = []

  /// Takes the content of the chunk, `INFO` and the items.
  init(parsing bytes: [UInt8], at position: Int) throws {
    self.position = position
    var rest = bytes.dropFirst(4)
    while let name = FourCharacters(rest), rest.count >= 8 {
      let size = rest.dropFirst(4).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
      guard size <= rest.count - 8 else { throw RewritingError.unsupported }
      items.append(Item(name: name, content: Array(rest.dropFirst(8).prefix(size))))
      rest = rest.dropFirst(8 + size + size % 2)
    }
  }

  var encoded: [UInt8] {
    items.reduce(into: Array("INFO".utf8)) { bytes, item in
      bytes += item.name.bytes
      bytes += [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: item.content.count >> $0) }
      bytes += item.content + (item.content.count.isMultiple(of: 2) ? [] : [0])
    }
  }

  /// Corrects or removes the items that are there.
  mutating func apply(_ change: TagChange) {
    for (field, text) in change.texts {
      if text.isEmpty { items.removeAll { field.info.contains($0.name) } }
      for index in items.indices where field.info.contains(items[index].name) {
        items[index].content = Array(text.utf8) + [0]
      }
    }
  }
}
