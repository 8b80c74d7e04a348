extension ID3Frame {
  /// Walks the frames of a tag of any version, whoever wrote it, and gives them as frames of ID3v2.4.
  ///
  /// Trusts nothing. What is compressed, encrypted or not understood makes the whole tag
  /// ``ID3Error/unsupported``, so that nothing of it is lost by writing it again. Empty frames are passed over.
  static func foreign(in bytes: [UInt8]) throws(ID3Error) -> [ID3Frame] {
    guard let header = ID3TagHeader(bytes),
      header.totalSizeBytes <= min(bytes.count, ID3TagHeader.maximumSizeBytes)
    else { throw .noTag }
    let version = ID3Version(header)
    var rest = bytes[ID3TagHeader.sizeBytes..<header.totalSizeBytes - header.footerSizeBytes]
    if version.major < 4, version.isUnsynchronised { rest = synchronised(rest) }
    rest = rest.dropFirst(try version.extendedHeaderSize(in: rest))

    var frames: [ID3Frame] = []
    while let first = rest.first, first != 0 {
      guard let size = version.frameSize(in: rest), frames.count < maximumForeignCount else {
        throw .damaged
      }
      let head = rest.prefix(version.frameHeaderSize)
      let content = rest.dropFirst(head.count).prefix(size)
      if !content.isEmpty, let frame = try version.frame(head, content), !frame.content.isEmpty {
        frames.append(frame)
      }
      rest = rest[content.endIndex...]
    }
    return version.major < 4 ? joiningDates(of: frames) : frames
  }

  private static let maximumForeignCount = 4096

  /// Undoes unsynchronisation: drops the zero that was put after each 0xff.
  static func synchronised(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var previous: UInt8 = 0
    for byte in bytes {
      if previous != 0xff || byte != 0 { plain.append(byte) }
      previous = byte
    }
    return plain[...]
  }

  /// Makes one timestamp of the year, day and time that were frames of their own before ID3v2.4.
  private static func joiningDates(of frames: [ID3Frame]) -> [ID3Frame] {
    func digits(_ id: String) -> String? {
      let text = frames.first { $0.id == id }?.decodedTexts?.first
      return text.flatMap { $0.count == 4 && $0.allSatisfy(\.isASCII) ? $0 : nil }
    }
    var frames = frames
    if !frames.contains(where: { $0.id == "TDRC" }),
      let index = frames.firstIndex(where: { $0.id == "TYER" }),
      var date = frames[index].decodedTexts?.first
    {
      if date.count == 4, let day = digits("TDAT") {
        date += "-\(day.suffix(2))-\(day.prefix(2))"
        if let time = digits("TIME") { date += "T\(time.prefix(2)):\(time.suffix(2))" }
      }
      frames[index] = ID3Frame(id: "TDRC", utf8: [date])
    }
    return frames.filter { !["TYER", "TDAT", "TIME"].contains($0.id) }
  }
}
