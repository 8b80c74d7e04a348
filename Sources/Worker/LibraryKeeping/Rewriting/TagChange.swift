import Downloads
import ID3

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
    let edited = edits.values.texts
    for field in edits.fields {
      var new = edited[field] ?? ""
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

extension TrackTags {
  /// The values as a tag has them; a year has four digits, as in a timestamp.
  var texts: [TagField: String] {
    var texts: [TagField: String] = [:]
    for field in TagField.allCases { texts[field] = text(of: field) }
    texts[.year] = texts[.year].map { year in
      String(repeating: "0", count: max(0, 4 - year.utf8.count)) + year
    }
    return texts
  }
}
