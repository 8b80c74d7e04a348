/// One folder or file name of a template: fields, and the separators between them.
///
/// Brackets around a field belong to it, as does the text before the first and after the last field: they
/// go when it is missing. Between two values that are left stands the longest of the separators that were
/// between them.
struct LibraryTemplateComponent: Sendable {
  private struct Slot {
    var prefix: String
    let field: TagField
    var suffix: String
  }

  private var slots: [Slot] = []
  /// One fewer than there are slots; the whole text where there are none.
  private var separators: [String]

  var hasFields: Bool { !slots.isEmpty }

  /// Lines up fields with the texts around them, of which there is one more.
  init(literals: [String], fields: [TagField]) {
    separators = literals
    for (index, field) in fields.enumerated() {
      var slot = Slot(prefix: "", field: field, suffix: "")
      if let opening = separators[index].last, let closing = separators[index + 1].first,
        ["()", "[]"].contains("\(opening)\(closing)")
      {
        slot.prefix = String(separators[index].removeLast())
        slot.suffix = String(separators[index + 1].removeFirst())
      }
      slots.append(slot)
    }
    if !slots.isEmpty {
      slots[0].prefix = separators.removeFirst() + slots[0].prefix
      slots[slots.count - 1].suffix += separators.removeLast()
    }
  }

  init(parsing text: Substring.UnicodeScalarView) throws(LibraryTemplate.Invalid) {
    var literals: [String] = []
    var fields: [TagField] = []
    var rest = text
    while let opening = rest.firstIndex(of: "{") {
      let word = rest[rest.index(after: opening)...].prefix { $0 != "}" }
      guard word.endIndex < rest.endIndex, let field = TagField(rawValue: String(word))
      else {
        throw LibraryTemplate.Invalid("\"{\(word)\" names no field")
      }
      literals.append(String(rest[..<opening]))
      fields.append(field)
      rest = rest[rest.index(after: word.endIndex)...]
    }
    literals.append(String(rest))
    // A fixed name is either safe as it stands or a mistake, such as ".." or nothing at all.
    guard !fields.isEmpty || literals == [FileName.component(String(text))] else {
      throw LibraryTemplate.Invalid("\"\(text)\" cannot be the name of a folder")
    }
    self.init(literals: literals, fields: fields)
  }

  /// The name for a track before it is made safe; nil where nothing that it consists of is known.
  func text(for tags: TrackTags) -> String? {
    guard hasFields else { return separators[0] }
    var text: String?
    var separator = ""
    for (index, slot) in slots.enumerated() {
      if index > 0, separators[index - 1].utf8.count > separator.utf8.count {
        separator = separators[index - 1]
      }
      guard let value = Self.text(of: slot.field, in: tags) else { continue }
      text = (text.map { $0 + separator } ?? "") + slot.prefix + value + slot.suffix
      separator = ""
    }
    return text
  }

  /// The text that stands for a field, nil where there is none.
  private static func text(of field: TagField, in tags: TrackTags) -> String? {
    let text = tags.text(of: field)
    switch field {
    case .title, .artist: return text
    case .album: return present(text) ?? tags.title
    case .albumArtist: return present(text) ?? tags.artist
    case .trackNumber: return text.map { $0.utf8.count < 2 ? "0" + $0 : $0 }
    case .genre, .year, .discNumber: return present(text)
    }
  }

  private static func present(_ text: String?) -> String? {
    guard let text, !text.unicodeScalars.allSatisfy(\.properties.isWhitespace) else { return nil }
    return text
  }
}
