import Downloads

extension ID3Tag {
  /// Reads a tag back that Tonearm wrote; `bytes` begin with the whole tag region and may be longer.
  ///
  /// The bytes may come from anywhere. They are not given to libid3tag, which takes a whole tag down for
  /// one bad frame and inflates what it is told to. Of a repeated frame the first counts; frames of other
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
