import Downloads
import ID3
import TagReader

/// What is to become different in the tag of a track; what is not named here stays as it is.
struct TagChange: Equatable {
  /// New texts, without NUL; an empty one removes the field.
  private(set) var texts: [TagField: String] = [:]
  private(set) var cover: CoverImage?
  private let now: [TagField: String]

  /// The edits that make a difference to what the file says now.
  ///
  /// A form sends every field, and to write one again that was not touched would lose what only the file
  /// knows: the second of two artists, the day of a date, the total of a track number.
  init(_ edits: MetadataEdits, of now: [TagField: String], cover: CoverImage? = nil) {
    self.now = now
    self.cover = cover
    for (field, edit) in edits.texts {
      var new = edit.applied(to: now[field]) ?? ""
      new.unicodeScalars.removeAll { $0 == "\0" }
      if !new.unicodeScalars.elementsEqual((now[field] ?? "").unicodeScalars) { texts[field] = new }
    }
  }

  var isEmpty: Bool { texts.isEmpty && cover == nil }

  /// The change for a tag that is to be the first of its kind in the file: with it, all that is known.
  var completed: TagChange {
    var change = self
    change.texts = now.merging(texts) { $1 }
    return change
  }

  /// The text for a field, with the total that `old`, what stands there, may have after its number.
  func text(for field: TagField, over old: String?) -> String? {
    guard let text = texts[field], field.isNumbered, !text.isEmpty,
      let old, let slash = old.firstIndex(of: "/")
    else { return texts[field] }
    return text + old[slash...]
  }
}

extension AudioFile {
  /// What the file says now, as texts.
  var texts: [TagField: String] {
    [
      .title: title, .artist: artist, .album: album, .albumArtist: albumArtist,
      .year: year.map(TagField.yearText), .genre: genre,
      .trackNumber: trackNumber.map(String.init), .discNumber: discNumber.map(String.init),
    ].compactMapValues(\.self)
  }
}

extension MetadataEdits {
  /// The edit of every field, as text.
  fileprivate var texts: [TagField: Edit<String>] {
    func text(_ edit: Edit<Int>, _ write: (Int) -> String) -> Edit<String> {
      switch edit {
      case .keep: .keep
      case .clear: .clear
      case .set(let value): .set(write(value))
      }
    }
    return [
      .title: title, .artist: artist, .album: album, .albumArtist: albumArtist,
      .year: text(year, TagField.yearText), .genre: genre,
      .trackNumber: text(trackNumber, String.init), .discNumber: text(discNumber, String.init),
    ]
  }
}

extension TagField {
  /// A year as a timestamp has it, with four digits.
  fileprivate static func yearText(_ year: Int) -> String {
    let digits = String(year)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
