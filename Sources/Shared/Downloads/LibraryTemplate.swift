/// How tracks are named in the library (`library.template`), such as `{artist} - {title}` or
/// `{albumArtist}/{album}/{trackNumber} {title}`.
package struct LibraryTemplate: Sendable {
  /// Why a text is no template; `description` is one sentence that says what is allowed.
  package struct Invalid: Error, CustomStringConvertible {
    /// What is wrong, and what is allowed.
    package let description: String

    init(_ fault: String) {
      let fields = TagField.allCases.map { "{\($0.rawValue)}" }
      description =
        "\(fault); allowed are folder names and a file name, separated by \"/\", made of plain text"
        + " and \(fields.joined(separator: ", "))"
    }
  }

  /// The number of names that can be made for one track: without a number and " (2)" to " (99)".
  package static let copies = 1...99

  private let folders: [LibraryTemplateComponent]
  private let file: LibraryTemplateComponent

  /// The template where none is configured: `{artist} - {title}`.
  package static let standard = LibraryTemplate(
    folders: [],
    file: LibraryTemplateComponent(literals: ["", " - ", ""], fields: [.artist, .title]))

  private init(folders: [LibraryTemplateComponent], file: LibraryTemplateComponent) {
    self.folders = folders
    self.file = file
  }

  /// Reads a template as it stands in the configuration.
  package init(parsing text: String) throws(Invalid) {
    var components: [LibraryTemplateComponent] = []
    for part in text.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false) {
      components.append(try LibraryTemplateComponent(parsing: part))
    }
    guard components.count <= LibraryPath.maximumDepth else {
      throw Invalid("There are more than \(LibraryPath.maximumDepth - 1) folders")
    }
    guard let file = components.popLast(), file.hasFields else {
      throw Invalid("Every file would have the same name")
    }
    self.init(folders: components, file: file)
  }

  /// The place for a track; `copy` is one of ``copies`` and counts the tracks of that name.
  ///
  /// A missing album is the title, a missing album artist the artist. What else is missing goes with the
  /// text that sets it off, and a folder of nothing but missing values is left out. Room for the largest
  /// number is kept free, so the copies of a track differ only in it.
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
}
