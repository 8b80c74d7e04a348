/// The kinds of picture that users may replace a cover with; the raw values are media types.
package enum CoverType: String, Sendable, CaseIterable {
  case jpeg = "image/jpeg"
  case png = "image/png"
  case webP = "image/webp"

  /// The largest accepted picture, in bytes.
  package static let limitBytes = 5 << 20

  /// Whether `bytes` begin like a picture of this kind. They may still be impossible to decode.
  package func begins(_ bytes: some Sequence<UInt8>) -> Bool {
    let head = Array(bytes.prefix(12))
    return switch self {
    case .jpeg: head.starts(with: [0xff, 0xd8, 0xff])
    case .png: head.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    case .webP: head.starts(with: Array("RIFF".utf8)) && head.suffix(4).elementsEqual("WEBP".utf8)
    }
  }
}
