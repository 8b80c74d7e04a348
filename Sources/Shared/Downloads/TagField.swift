/// A field of a track's tag: the one table of the fields there are.
///
/// The raw value is the field's name in JSON, in the catalogue's columns and in the library's template.
package enum TagField: String, Sendable, CaseIterable, CodingKey {
  case title, artist, album, albumArtist, year, genre, trackNumber, discNumber

  /// What a field holds, and where ``TrackTags`` keeps it.
  package enum Kind: Sendable {
    case text(WritableKeyPath<TrackTags, String?> & Sendable)
    /// A whole number within the range.
    case number(WritableKeyPath<TrackTags, Int?> & Sendable, ClosedRange<Int>)
  }

  /// The longest text, in Unicode scalars.
  package static let textLimit = 500

  /// What people call the field, with a capital letter, as above an input and at the start of a sentence.
  package var label: String { row.label }

  /// What the field holds.
  package var kind: Kind { row.kind }

  private var row: (label: String, kind: Kind) {
    switch self {
    case .title: ("Title", .text(\.title))
    case .artist: ("Artist", .text(\.artist))
    case .album: ("Album", .text(\.album))
    case .albumArtist: ("Album artist", .text(\.albumArtist))
    case .year: ("Year", .number(\.year, 1...9999))
    case .genre: ("Genre", .text(\.genre))
    case .trackNumber: ("Track number", .number(\.trackNumber, 1...9999))
    case .discNumber: ("Disc number", .number(\.discNumber, 1...999))
    }
  }

  /// The field that ``TrackTags`` keeps at `path`.
  init(at path: PartialKeyPath<TrackTags>) {
    let field = Self.allCases.first { field in
      switch field.kind {
      case .text(let own): own == path
      case .number(let own, _): own == path
      }
    }
    guard let field else { preconditionFailure("no field of the table is at \(path)") }
    self = field
  }
}
