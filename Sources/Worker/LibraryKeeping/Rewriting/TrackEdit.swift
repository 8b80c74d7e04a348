import Downloads
import ID3

/// What a person wants of a track that is in the library.
struct TrackEdit: Sendable {
  var metadata = MetadataEdits()
  /// The new front cover, ready to embed.
  var cover: CoverImage?
  /// Whether the file is to be renamed by the library's template.
  var renames = false
}
