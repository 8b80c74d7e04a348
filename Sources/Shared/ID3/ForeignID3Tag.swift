import Downloads

/// A tag that anyone may have written, for editing: what is not changed stays as it was found.
package struct ForeignID3Tag: Sendable, Equatable {
  private var frames: [ID3Frame] = []

  /// A tag without frames.
  package init() {}

  /// Takes the tag of version 2.2, 2.3 or 2.4 that `bytes` begin with; they may be longer, and hostile.
  ///
  /// Throws where writing it again could lose anything.
  package init(reading bytes: [UInt8]) throws(ID3Error) {
    frames = try ID3Frame.foreign(in: bytes)
  }

  /// The size of an ID3v1 tag, which is the end of a file.
  package static let version1SizeBytes = 128

  /// How many bytes of a file's end tell whether they hold an ID3v1 tag.
  package static let version1WindowBytes = version1SizeBytes + 3

  /// Whether a file that ends with `bytes` ends with an ID3v1 tag; of a longer file, give it
  /// ``version1WindowBytes``.
  ///
  /// The mark of an APE tag, `APETAGEX`, has the mark `TAG` inside it, and may lie so that this begins 128 bytes
  /// before the end of the file.
  package static func isVersion1(atEndOf bytes: [UInt8]) -> Bool {
    bytes.suffix(version1SizeBytes).starts(with: "TAG".utf8) && bytes.count >= version1SizeBytes
      && !bytes.suffix(version1WindowBytes).starts(with: "APETAGEX".utf8)
  }

  /// Takes over from an ID3v1 tag what this one has no frames for. Other bytes have no effect.
  package mutating func addMissing(fromVersion1 bytes: some Collection<UInt8>) throws(ID3Error) {
    guard bytes.count == Self.version1SizeBytes, bytes.starts(with: "TAG".utf8) else { return }
    let tag = try TagHandle(version1: Array(bytes))
    for frame in try tag.frames() where !frames.contains(where: { $0.id == frame.id }) {
      frames.append(frame)
    }
  }

  /// The download that the tag names, if it is one of Tonearm's.
  package var downloadID: DownloadID? {
    frames.lazy.filter { $0.id == "TXXX" }.compactMap(\.decodedTexts)
      .first { $0.count == 2 && $0[0] == ID3Tag.downloadIDKey }.flatMap { DownloadID($0[1]) }
  }

  /// The first text of a text frame.
  package func text(_ id: String) -> String? {
    frames.first { $0.id == id }?.decodedTexts?.first
  }

  /// Replaces a text frame, and removes `others` of the same meaning; an empty text removes it, too.
  ///
  /// Written as UTF-8 and verbatim, without NUL.
  package mutating func setText(_ id: String, _ text: String, removing others: [String] = [])
    throws(ID3Error)
  {
    let tag = try TagHandle()
    try tag.addText(id, text)
    replace(where: { $0.id == id || others.contains($0.id) }, with: try tag.frames())
  }

  /// Makes `cover` the front cover, in place of what was the front or of no certain kind.
  package mutating func setCover(_ cover: CoverImage) throws(ID3Error) {
    let tag = try TagHandle()
    try tag.addPicture(cover)
    replace(
      where: { $0.id == "APIC" && $0.pictureKind.map { [0, 3].contains($0) } != false },
      with: try tag.frames())
  }

  /// Puts every text frame through `rule`, drops what has become empty, and writes all of them in UTF-8.
  ///
  /// Frames whose encoding cannot be told stay as they are.
  package mutating func rewriteTexts(_ rule: (String) -> String) {
    frames = frames.compactMap { frame in
      guard frame.id.hasPrefix("T"), let texts = frame.decodedTexts else { return frame }
      let isKeyed = frame.id == "TXXX"
      var kept = texts.map(rule)
      if isKeyed {
        if kept.dropFirst().allSatisfy(\.isEmpty) { return nil }
      } else {
        kept.removeAll(where: \.isEmpty)
        if kept.isEmpty { return nil }
      }
      return ID3Frame(id: frame.id, utf8: kept)
    }
  }

  /// Makes the bytes of an ID3v2.4 tag without padding; none where there are no frames.
  package func rendered() throws(ID3Error) -> [UInt8] {
    let body = frames.flatMap { frame in
      Array(frame.id.utf8) + SyncsafeInteger.bytes(frame.content.count) + [0, 0] + frame.content
    }
    guard body.count <= ID3TagHeader.maximumSizeBytes - ID3TagHeader.sizeBytes else {
      throw .tooLarge
    }
    return body.isEmpty
      ? [] : Array("ID3".utf8) + [4, 0, 0] + SyncsafeInteger.bytes(body.count) + body
  }

  /// Puts frames where the first of those stood that they replace, or at the end.
  private mutating func replace(where isReplaced: (ID3Frame) -> Bool, with added: [ID3Frame]) {
    let index = frames.firstIndex(where: isReplaced) ?? frames.endIndex
    frames.insert(contentsOf: added, at: index)
    let end = index + added.count
    frames = frames[..<end] + frames[end...].filter { !isReplaced($0) }
  }
}

extension ID3Frame {
  /// What an APIC frame shows (ID3v2.4 frames, section 4.14); nil where it is damaged.
  fileprivate var pictureKind: UInt8? {
    content.dropFirst().firstIndex(of: 0).flatMap {
      content.dropFirst($0 + 1 - content.startIndex).first
    }
  }
}

extension TagHandle {
  /// The frames, as they are rendered.
  fileprivate func frames() throws(ID3Error) -> [ID3Frame] {
    isEmpty ? [] : try ID3Frame.all(in: try rendered(minimumSizeBytes: 0))
  }
}
