import ID3

/// The picture block of FLAC, which Ogg has in a comment as well (RFC 9639, section 8.8).
enum FLACPicture {
  /// The block of a front cover. Its size in pixels is left unsaid; decoders do not use it.
  static func encoded(_ cover: CoverImage) -> [UInt8] {
    let type = Array(cover.mediaType.rawValue.utf8)
    let (noDescription, noDimensions) = (number(0), [UInt8](repeating: 0, count: 16))
    return number(3) + number(type.count) + type + noDescription + noDimensions
      + number(cover.data.count) + cover.data
  }

  /// Whether a block that begins like this is the front cover, or of no certain kind.
  static func isFrontCover(_ start: [UInt8]) -> Bool {
    [number(0), number(3)].contains(Array(start.prefix(4)))
  }

  private static func number(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
