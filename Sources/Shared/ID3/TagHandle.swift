import CID3Tag

/// A tag of libid3tag, from its creation to its end; frames belong to it once they are attached.
///
/// The library has no shared state, so one handle within one call needs no lock. It asserts on NULL, and
/// its asserts are live: every pointer it returns is checked before it goes back in.
struct TagHandle: ~Copyable {
  private let tag: UnsafeMutablePointer<id3_tag>

  init() throws(ID3Error) {
    try self.init(id3_tag_new())
  }

  private init(_ tag: UnsafeMutablePointer<id3_tag>?) throws(ID3Error) {
    guard let tag else { throw .notRendered(frame: "ID3") }
    self.tag = tag
    // The defaults compress frames and add a checksum, which few players read.
    id3_tag_options(tag, ~0, 0)
    tag.pointee.flags = 0
    tag.pointee.extendedflags = 0
    tag.pointee.restrictions = 0
  }

  deinit { id3_tag_delete(tag) }

  /// Adds a text frame; no text or an empty one adds nothing.
  func addText(_ id: String, _ text: String?) throws(ID3Error) {
    guard let text, !text.isEmpty else { return }
    let frame = try TagFrame(id, in: tag)
    try frame.setEncoding()
    try frame.setStrings(text, field: 1)
  }

  /// Adds a TXXX frame.
  func addUserText(_ key: String, _ text: String) throws(ID3Error) {
    let frame = try TagFrame("TXXX", in: tag)
    try frame.setEncoding()
    try frame.setString(key, field: 1)
    try frame.setString(text, field: 2)
  }

  /// Adds a link frame; `url` is ASCII without NUL.
  func addLink(_ id: String, _ url: [UInt8]) throws(ID3Error) {
    let frame = try TagFrame(id, in: tag)
    try frame.setLatin1(url, field: 0)
  }

  /// Adds the front cover.
  func addPicture(_ cover: CoverImage) throws(ID3Error) {
    let frontCover = 3
    let frame = try TagFrame("APIC", in: tag)
    try frame.setEncoding()
    try frame.setLatin1(Array(cover.mediaType.rawValue.utf8), field: 1)
    try frame.setInteger(frontCover, field: 2)
    try frame.setString("", field: 3)
    try frame.setData(cover.data, field: 4)
  }

  func rendered(minimumSizeBytes: Int) throws(ID3Error) -> [UInt8] {
    guard minimumSizeBytes <= ID3TagHeader.maximumSizeBytes else { throw .tooLarge }
    id3_tag_setlength(tag, id3_length_t(max(0, minimumSizeBytes)))
    let size = Int(id3_tag_render(tag, nil))
    guard size > 0 else { throw .notRendered(frame: "ID3") }
    guard size <= ID3TagHeader.maximumSizeBytes else { throw .tooLarge }
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = Int(id3_tag_render(tag, buffer.baseAddress))
    }
    guard bytes.count == size else { throw .notRendered(frame: "ID3") }
    return bytes
  }
}
