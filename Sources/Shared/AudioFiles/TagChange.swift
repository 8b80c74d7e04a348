import Downloads
import ID3

/// What is to become different in the tags of a track; what is not named here stays as it is.
package struct TagChange: Equatable {
  /// New texts, without NUL; an empty one removes the field.
  package private(set) var texts: [TagField: String] = [:]
  /// The new front cover.
  package private(set) var cover: CoverImage?
  private let now: [TagField: String]

  /// The edits that make a difference to what the file says now.
  ///
  /// A form sends every field, and to write one again that was not touched would lose what only the file
  /// knows: the second of two artists, the day of a date, the total of a track number.
  package init(_ edits: MetadataEdits, of tags: TrackTags, cover: CoverImage? = nil) {
    now = tags.texts
    self.cover = cover
    let edited = edits.values.texts
    for field in edits.fields {
      var new = edited[field] ?? ""
      new.unicodeScalars.removeAll { $0 == "\0" }
      if !new.unicodeScalars.elementsEqual((now[field] ?? "").unicodeScalars) { texts[field] = new }
    }
  }

  /// Whether the file says all of it already.
  package var isEmpty: Bool { texts.isEmpty && cover == nil }

  /// The change for a tag that is to be the first of its kind in the file: with it, all that is known.
  var completed: TagChange {
    var change = self
    change.texts = now.merging(texts) { $1 }
    return change
  }

  /// Applies the change to every tag that says anything of what is edited, and all of it to those at `primary`; to an
  /// ID3v1 tag as well, because there is room for every field in it.
  func apply(to tags: inout [any EditableTag], primary: [Int]) throws(AudioFileError) {
    for field in TagField.allCases {
      guard let text = texts[field] else { continue }
      for index in tags.indices
      where primary.contains(index) || tags[index] is ID3Version1Tag || tags[index].holds(field) {
        try tags[index].set(field, to: text.isEmpty ? nil : text)
      }
    }
    guard let cover else { return }
    for index in tags.indices where primary.contains(index) || tags[index].hasCover {
      try tags[index].setCover(cover)
    }
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
