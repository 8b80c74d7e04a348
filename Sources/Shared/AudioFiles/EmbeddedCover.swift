import Downloads

/// A picture out of a tag: the front cover, or the first picture where none is called that.
package struct EmbeddedCover: Sendable, Equatable {
  /// The picture as it is embedded; not looked at beyond its first bytes.
  package var bytes: [UInt8]

  /// What the picture begins like, whatever its tag calls it; nil for other kinds.
  package var type: CoverType? { CoverType.allCases.first { $0.begins(bytes) } }
}
