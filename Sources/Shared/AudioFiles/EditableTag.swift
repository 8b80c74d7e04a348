import Downloads
import ID3

/// One tag of a file, of which there may be several: what it says, and how that is changed.
///
/// What is not changed keeps its key, its bytes and its place.
protocol EditableTag {
  /// What the tag says of a field, in the order of its entries; not cleaned.
  func texts(_ field: TagField) throws(AudioFileError) -> [String]

  /// The values of an entry that is no field, by the name that Vorbis comments have for it.
  func texts(named name: String) throws(AudioFileError) -> [String]

  /// Whether an entry of the tag says something of the field, or seems to.
  func holds(_ field: TagField) -> Bool

  /// Replaces what the tag says of a field; nil removes it. A new number keeps the total that stands behind the old one.
  mutating func set(_ field: TagField, to text: String?) throws(AudioFileError)

  /// Whether the tag has a picture that is the cover.
  var hasCover: Bool { get }

  /// Makes a picture the front cover, in the place of what was the front or of no certain kind.
  mutating func setCover(_ cover: CoverImage) throws(AudioFileError)

  /// The pictures of at most `limit` bytes; only `best` ones where there is a front cover.
  func pictures(limit: Int) throws(AudioFileError) -> [EmbeddedPicture]
}

/// A picture in a tag.
struct EmbeddedPicture {
  let bytes: [UInt8]
  let isFrontCover: Bool
}

extension EditableTag {
  func texts(named name: String) throws(AudioFileError) -> [String] { [] }

  var hasCover: Bool { false }

  mutating func setCover(_ cover: CoverImage) throws(AudioFileError) {}

  func pictures(limit: Int) throws(AudioFileError) -> [EmbeddedPicture] { [] }
}

/// The total that stands behind a number, as in `3/12`, with its slash.
func total(behind texts: [String]) -> String {
  for text in texts { if let slash = text.firstIndex(of: "/") { return String(text[slash...]) } }
  return ""
}
