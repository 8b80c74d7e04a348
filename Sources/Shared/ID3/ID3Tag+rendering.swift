import Downloads

extension ID3Tag {
  /// Makes the bytes of an ID3v2.4 tag, padded to `minimumSizeBytes` and longer only if it must be.
  ///
  /// Texts are written as UTF-8 and verbatim, save for NUL, which separates values in a tag and is
  /// dropped. The cover comes first, so that a changed title changes only the tail.
  package func rendered(minimumSizeBytes: Int = 0) throws(ID3Error) -> [UInt8] {
    let tag = try TagHandle()
    if let cover { try tag.addPicture(cover) }
    try tag.addText("TIT2", metadata.title)
    try tag.addText("TPE1", metadata.artist)
    try tag.addText("TALB", metadata.album)
    try tag.addText("TPE2", metadata.albumArtist)
    try tag.addText("TDRC", yearText())
    try tag.addText("TCON", metadata.genre)
    try tag.addText("TRCK", metadata.trackNumber.map(String.init))
    try tag.addText("TPOS", metadata.discNumber.map(String.init))
    if let sourceURL { try tag.addLink("WOAS", Self.percentEncoded(sourceURL)) }
    if let downloadID { try tag.addUserText(Self.downloadIDKey, downloadID.description) }
    try tag.addText("TSSE", encoder)
    return try tag.rendered(minimumSizeBytes: minimumSizeBytes)
  }

  /// The year as a timestamp, which has four digits (ID3v2.4 structure, section 4).
  private func yearText() throws(ID3Error) -> String? {
    guard let year = metadata.year else { return nil }
    guard (1...9999).contains(year) else { throw .yearOutOfRange(year) }
    return String(String(10000 + year).dropFirst())
  }

  /// Link frames are Latin-1, and a URL is ASCII (RFC 3986, section 2).
  private static func percentEncoded(_ url: String) -> [UInt8] {
    url.utf8.flatMap { byte in
      guard !(0x21...0x7e).contains(byte) else { return [byte] }
      let digits = String(byte, radix: 16, uppercase: true)
      return Array((byte < 16 ? "%0" : "%").utf8) + digits.utf8
    }
  }
}
