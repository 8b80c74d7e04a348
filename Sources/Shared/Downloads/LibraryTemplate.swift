/// How tracks are named in the library (`library.template`), such as `{artist} - {title}` or
/// `{albumArtist}/{album}/{trackNumber} {title}`.
package struct LibraryTemplate: Sendable {
  /// Why a text is not a template.
  package struct Invalid: Error, CustomStringConvertible {
    /// What is wrong and what is allowed, in one sentence.
    package let description: String

    fileprivate init(_ fault: String) {
      let fields = TagField.allCases.map { "{\($0.rawValue)}" }
      description =
        "\(fault); allowed are folder names and a file name, separated by \"/\", made of plain text"
        + " and \(fields.joined(separator: ", "))"
    }
  }

  /// The numbers of the names that one track can have: 1 is without a number, 2 to 99 add " (2)" to " (99)".
  package static let copies = 1...99

  private let folders: [Component]
  private let file: Component

  /// The default template: `{artist} - {title}`.
  package static let standard = LibraryTemplate(
    folders: [],
    file: Component(literals: ["", " - ", ""], fields: [.artist, .title]))

  private init(folders: [Component], file: Component) {
    self.folders = folders
    self.file = file
  }

  /// Reads a template from the configuration.
  package init(parsing text: String) throws(Invalid) {
    var components: [Component] = []
    for part in text.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false) {
      components.append(try Component(parsing: part))
    }
    guard components.count <= LibraryPath.maximumDepth else {
      throw Invalid("There are more than \(LibraryPath.maximumDepth - 1) folders")
    }
    guard let file = components.popLast(), file.hasFields else {
      throw Invalid("Every file would have the same name")
    }
    self.init(folders: components, file: file)
  }

  /// The path for a track; `copy` is one of ``copies``.
  ///
  /// A missing album is replaced by the title, a missing album artist by the artist. Any other missing value is left
  /// out together with the separator before it, and so is a folder that has only missing values. Names are
  /// shortened to leave room for the largest number, so that the copies of a track differ only in their number.
  package func path(
    for tags: TrackTags, copy: Int = 1, extension suffix: String = "mp3"
  ) -> LibraryPath {
    precondition(Self.copies.contains(copy))
    let room = FileName.maximumBytes - " (\(Self.copies.upperBound)).\(suffix)".utf8.count
    let name = FileName.component(file.text(for: tags) ?? tags.title ?? "", maximumBytes: room)
    let number = copy == 1 ? "" : " (\(copy))"
    return LibraryPath(
      folders: folders.compactMap { $0.text(for: tags) }.map { FileName.component($0) },
      file: "\(name)\(number).\(suffix)")
  }

  /// One folder or file name of a template: fields, and the separators between them.
  ///
  /// Brackets around a field belong to it, as does the text before the first and after the last field: if the field
  /// is missing, so are they. Two remaining values are separated by the longest of the separators between them.
  private struct Component: Sendable {
    private struct Slot {
      var prefix: String
      let field: TagField
      var suffix: String
    }

    private var slots: [Slot] = []
    /// One fewer than the slots; the whole text if there are none.
    private var separators: [String]

    var hasFields: Bool { !slots.isEmpty }

    /// Combines fields with the texts around them, of which there is one more.
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

    init(parsing text: Substring.UnicodeScalarView) throws(Invalid) {
      var literals: [String] = []
      var fields: [TagField] = []
      var rest = text
      while let opening = rest.firstIndex(of: "{") {
        let word = rest[rest.index(after: opening)...].prefix { $0 != "}" }
        guard word.endIndex < rest.endIndex, let field = TagField(rawValue: String(word))
        else {
          throw Invalid("\"{\(word)\" is not a field")
        }
        literals.append(String(rest[..<opening]))
        fields.append(field)
        rest = rest[rest.index(after: word.endIndex)...]
      }
      literals.append(String(rest))
      // A name without fields is either safe as it is, or a mistake such as ".." or an empty name.
      guard !fields.isEmpty || literals == [FileName.component(String(text))] else {
        throw Invalid("\"\(text)\" cannot be the name of a folder")
      }
      self.init(literals: literals, fields: fields)
    }

    /// The name for a track before it is made safe; nil if all of its fields are missing.
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

    /// The text for a field; nil if it is missing.
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
}
