import Downloads

/// What Tonearm writes into a track: the approved values, the cover and where it came from.
package struct ID3Tag: Sendable, Equatable {
  /// The approved values; NUL is dropped from texts.
  package var metadata: TrackTags
  /// The front cover, embedded as it is.
  package var cover: CoverImage?
  /// The link it was downloaded from (frame WOAS); anything but printable ASCII is percent-encoded.
  package var sourceURL: String?
  /// The download that the track came from (frame TXXX:TONEARM_DOWNLOAD_ID).
  package var downloadID: DownloadID?
  /// Program and settings that made the audio (frame TSSE).
  package var encoder: String?

  /// Puts a tag together; what is nil gets no frame.
  package init(
    metadata: TrackTags, cover: CoverImage? = nil, sourceURL: String? = nil,
    downloadID: DownloadID? = nil, encoder: String? = nil
  ) {
    self.metadata = metadata
    self.cover = cover
    self.sourceURL = sourceURL
    self.downloadID = downloadID
    self.encoder = encoder
  }

  /// The description of the TXXX frame that holds the download's id.
  static let downloadIDKey = "TONEARM_DOWNLOAD_ID"
}

extension ID3Tag {
  /// Reads a tag back that Tonearm wrote; `bytes` begin with the whole tag region and may be longer.
  ///
  /// The bytes may come from anywhere. They are not given to libid3tag, which takes a whole tag down for
  /// one bad frame and inflates whatever it claims. Of a repeated frame the first counts; frames of other
  /// kinds, and texts in UTF-16, are passed over.
  package init(reading bytes: [UInt8]) throws(ID3Error) {
    let frames = try ID3Frame.all(in: bytes)
    func text(_ id: String) -> String? {
      frames.first { $0.id == id }?.texts?.first
    }
    self.init(
      metadata: TrackTags(
        title: text("TIT2"),
        artist: text("TPE1"),
        album: text("TALB"),
        albumArtist: text("TPE2"),
        year: text("TDRC").flatMap { Int($0.prefix(4)) },
        genre: text("TCON"),
        trackNumber: text("TRCK").flatMap { Int($0) },
        discNumber: text("TPOS").flatMap { Int($0) }),
      cover: frames.lazy.filter { $0.id == "APIC" }.compactMap(\.picture).first,
      sourceURL: frames.first { $0.id == "WOAS" }.map {
        String(decoding: $0.content, as: UTF8.self)
      },
      downloadID: Self.downloadID(in: frames),
      encoder: text("TSSE"))
  }

  /// The download that the tag at the start of `bytes` names; nil where it names none.
  package static func downloadID(inTag bytes: [UInt8]) throws(ID3Error) -> DownloadID? {
    downloadID(in: try ID3Frame.all(in: bytes))
  }

  private static func downloadID(in frames: [ID3Frame]) -> DownloadID? {
    frames.lazy.filter { $0.id == "TXXX" }.compactMap(\.texts)
      .first { $0.count == 2 && $0[0] == downloadIDKey }
      .flatMap { DownloadID($0[1]) }
  }
}

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
