import CID3Tag

/// A frame inside a ``TagHandle``, which owns it; used only while the handle lives.
struct TagFrame {
  private let frame: UnsafeMutablePointer<id3_frame>
  private let id: String

  /// Makes an empty frame and hands it to `tag` at once, so that nothing is left over when a field fails.
  init(_ id: String, in tag: UnsafeMutablePointer<id3_tag>) throws(ID3Error) {
    guard let frame = id3_frame_new(id) else { throw .notRendered(frame: id) }
    guard id3_tag_attachframe(tag, frame) == 0 else {
      id3_frame_delete(frame)
      throw .notRendered(frame: id)
    }
    self.frame = frame
    self.id = id
  }

  /// Chooses UTF-8: the default is Latin-1, which turns every other letter into a dot.
  func setEncoding() throws(ID3Error) {
    try check(id3_field_settextencoding(try field(0), ID3_FIELD_TEXTENCODING_UTF_8))
  }

  func setString(_ text: String, field index: UInt32) throws(ID3Error) {
    try check(id3_field_setstring(try field(index), Self.ucs4(text)))
  }

  /// Sets a list of one string.
  func setStrings(_ text: String, field index: UInt32) throws(ID3Error) {
    let field = try field(index)
    var scalars = Self.ucs4(text)
    let result = scalars.withUnsafeMutableBufferPointer { buffer in
      var list = buffer.baseAddress
      return id3_field_setstrings(field, 1, &list)
    }
    try check(result)
  }

  func setLatin1(_ text: [UInt8], field index: UInt32) throws(ID3Error) {
    try check(id3_field_setlatin1(try field(index), text + [0]))
  }

  func setInteger(_ value: Int, field index: UInt32) throws(ID3Error) {
    try check(id3_field_setint(try field(index), value))
  }

  func setData(_ data: [UInt8], field index: UInt32) throws(ID3Error) {
    try check(id3_field_setbinarydata(try field(index), data, id3_length_t(data.count)))
  }

  private func field(_ index: UInt32) throws(ID3Error) -> UnsafeMutablePointer<id3_field> {
    guard let field = id3_frame_field(frame, index) else { throw .notRendered(frame: id) }
    return field
  }

  private func check(_ result: CInt) throws(ID3Error) {
    guard result == 0 else { throw .notRendered(frame: id) }
  }

  /// The scalars, ended by a zero; a zero among them is dropped, because it would end the text early.
  private static func ucs4(_ text: String) -> [id3_ucs4_t] {
    text.unicodeScalars.lazy.map(\.value).filter { $0 != 0 }.map { id3_ucs4_t($0) } + [0]
  }
}
