import ID3

/// The picture block of FLAC, which Ogg has in a comment as well (RFC 9639, section 8.8).
enum FLACPicture {
  /// The block of a front cover. Its size in pixels is left out; decoders do not use it.
  static func encoded(_ cover: CoverImage) -> [UInt8] {
    let type = Array(cover.mediaType.rawValue.utf8)
    let (noDescription, noDimensions) = ([UInt8](bigEndian: 0), [UInt8](repeating: 0, count: 16))
    return [UInt8](bigEndian: 3) + [UInt8](bigEndian: type.count) + type + noDescription
      + noDimensions + [UInt8](bigEndian: cover.data.count) + cover.data
  }

  /// Whether a block that begins like this is the front cover, or of no certain kind.
  static func isFrontCover(_ start: [UInt8]) -> Bool {
    [0, 3].contains(start.prefix(4).bigEndian) && start.count >= 4
  }

  /// The picture in a block; nil where it is damaged, or a link.
  static func picture(_ block: [UInt8]) -> EmbeddedPicture? {
    guard block.count >= 32 else { return nil }
    var rest = block.dropFirst(4)
    let typeSize = rest.prefix(4).bigEndian
    guard typeSize <= rest.count - 24 else { return nil }
    let type = rest.dropFirst(4).prefix(typeSize)
    rest = rest.dropFirst(4 + typeSize)
    let textSize = rest.prefix(4).bigEndian
    guard textSize <= rest.count - 24, !type.elementsEqual("-->".utf8) else { return nil }
    rest = rest.dropFirst(4 + textSize + 16)
    let size = rest.prefix(4).bigEndian
    guard size > 0, size <= rest.count - 4 else { return nil }
    return EmbeddedPicture(
      bytes: Array(rest.dropFirst(4).prefix(size)), isFrontCover: block.prefix(4).bigEndian == 3)
  }
}
