/// A picture as it goes into a tag: encoded bytes and what they are.
package struct CoverImage: Sendable, Equatable {
  /// The formats that players are sure to show; the raw value is the MIME type.
  package enum MediaType: String, Sendable {
    case jpeg = "image/jpeg"
    case png = "image/png"
  }

  /// The encoded picture.
  package let data: [UInt8]
  /// What ``data`` begins like.
  package let mediaType: MediaType

  /// Takes `data` if it begins like a JPEG or a PNG; whether it can be decoded is not looked at.
  package init?(_ data: [UInt8]) {
    if data.starts(with: [0xff, 0xd8, 0xff]) {
      mediaType = .jpeg
    } else if data.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) {
      mediaType = .png
    } else {
      return nil
    }
    self.data = data
  }
}
