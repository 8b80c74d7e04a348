import Downloads
import Foundation
import TestSupport
import Testing

@testable import ID3

/// Tags that other programs wrote, in all their versions.
@Suite struct ForeignTagTests {
  private typealias Bytes = [UInt8]

  private func tag(_ version: UInt8, flags: UInt8 = 0, _ content: [UInt8]) -> [UInt8] {
    Array("ID3".utf8) + [version, 0, flags] + SyncsafeInteger.bytes(content.count) + content
  }

  /// A frame with a size of as many bytes as its name has.
  private func frame(_ id: String, flags: UInt8 = 0, size: [UInt8]? = nil, _ content: [UInt8])
    -> [UInt8]
  {
    let plain = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: content.count >> $0) }
    return Array(id.utf8) + (size ?? plain.suffix(id.utf8.count))
      + (id.utf8.count == 4 ? [0, flags] : []) + content
  }

  private func latin(_ text: String) -> [UInt8] {
    [0] + text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  }

  private func frames(_ bytes: [UInt8]) throws -> [ID3Frame] {
    try ID3Frame.all(in: try ForeignID3Tag(reading: bytes).rendered())
  }

  @Test func bringsFramesOfThreeLettersToVersion4() throws {
    let picture: [UInt8] = [0xff, 0xd8, 0xff, 0xe0, 0, 1]
    let bytes = tag(
      2,
      frame("TT2", latin("Título")) + frame("TP1", [1, 0xff, 0xfe, 0x1f, 4])
        + frame("TYE", latin("1999")) + frame("TDA", latin("3112")) + frame("TIM", latin("2359"))
        + frame("COM", [0] + Array("engx\0y".utf8)) + frame("TCP", latin("1"))
        + frame("PIC", [0] + Array("JPG".utf8) + [3, 0x61, 0] + picture)
        + Bytes(repeating: 0, count: 50))
    let found = try frames(bytes)
    #expect(found.map(\.id) == ["TIT2", "TPE1", "TDRC", "COMM", "TCMP", "APIC"])
    #expect(found[0].decodedTexts == ["Título"] && found[1].decodedTexts == ["П"])
    #expect(found[2].decodedTexts == ["1999-12-31T23:59"])
    #expect(found[5].picture?.data == picture && found[5].picture?.mediaType == .jpeg)
  }

  @Test func bringsDatesOfVersion3Together() throws {
    func dates(_ content: [UInt8]) throws -> [String?] {
      try frames(tag(3, content)).map { "\($0.id) \($0.decodedTexts?.first ?? "")" }
    }
    let (year, day) = (frame("TYER", latin("1999")), frame("TDAT", latin("3112")))
    #expect(try dates(year) == ["TDRC 1999"])
    #expect(try dates(day + year) == ["TDRC 1999-12-31"])
    #expect(try dates(frame("TYER", latin("99")) + day) == ["TDRC 99"])
    #expect(
      try dates(year + frame("TORY", latin("1970")) + frame("TSIZ", latin("5"))) == [
        "TDRC 1999", "TDOR 1970",
      ])
  }

  @Test func undoesUnsynchronisation() throws {
    let content: [UInt8] = [0, 0xff, 0x00, 0xe0, 0xff, 0x00, 0x00, 0x41]
    let plain: [UInt8] = [0, 0xff, 0xe0, 0xff, 0x00, 0x41]
    let size = Bytes([0, 0, 0, 6])
    #expect(
      try frames(tag(3, flags: 0x80, frame("PRIV", size: size, content))).map { Array($0.content) }
        == [plain])
    let length = SyncsafeInteger.bytes(plain.count)
    for (flags, tagFlags) in [(0x03, 0), (0x01, 0x80)] as [(UInt8, UInt8)] {
      let bytes = tag(4, flags: tagFlags, frame("PRIV", flags: flags, length + content))
      #expect(try frames(bytes).map { Array($0.content) } == [plain])
    }
  }

  @Test func passesOverExtendedHeadersAndFooters() throws {
    let title = frame("TIT2", latin("T"))
    #expect(
      try frames(tag(3, flags: 0x40, [0, 0, 0, 6, 0, 0, 0, 0, 0, 0] + title)).map(\.id) == ["TIT2"])
    #expect(try frames(tag(4, flags: 0x40, [0, 0, 0, 6, 1, 0] + title)).map(\.id) == ["TIT2"])
    #expect(
      try frames(tag(4, flags: 0x10, title) + Bytes(repeating: 0, count: 10)).map(\.id) == ["TIT2"])
  }

  /// iTunes wrote sizes of version 3 into version 4.
  @Test(arguments: [127, 128, 200, 300, 20_000])
  func knowsPlainSizesInVersion4(count: Int) throws {
    let content = [0] + Bytes(repeating: 0x41, count: count)
    let safe = SyncsafeInteger.bytes(content.count)
    for size in [nil, safe] {
      for rest in [
        [], frame("TPE1", latin("A")), frame("TPE1", [0] + Bytes(repeating: 0x41, count: 199)),
        Bytes(repeating: 0, count: 300),
      ] {
        let found = try frames(tag(4, frame("TIT2", size: size, content) + rest))
        #expect(Array(found[0].content) == content)
      }
    }
  }

  @Test(arguments: [0x80, 0x40, 0x20] as [UInt8])
  func refusesTransformedFramesOfVersion3(flags: UInt8) {
    #expect(throws: ID3Error.unsupported) {
      try ForeignID3Tag(reading: tag(3, frame("TIT2", flags: flags, latin("T"))))
    }
  }

  @Test(arguments: [0x08, 0x04, 0x40] as [UInt8])
  func refusesTransformedFramesOfVersion4(flags: UInt8) {
    #expect(throws: ID3Error.unsupported) {
      try ForeignID3Tag(reading: tag(4, frame("TIT2", flags: flags, latin("T"))))
    }
  }

  @Test func refusesWhatItWouldLose() {
    #expect(throws: ID3Error.unsupported) { try ForeignID3Tag(reading: tag(2, flags: 0x40, [])) }
    #expect(throws: ID3Error.unsupported) {
      try ForeignID3Tag(reading: tag(2, frame("XYZ", latin("?"))))
    }
    for content in [Bytes("garbage".utf8), frame("TIT2", size: [0, 0, 1, 0], latin("T"))] {
      #expect(throws: ID3Error.damaged) { try ForeignID3Tag(reading: tag(3, content)) }
    }
    let many = Bytes(repeatElement(frame("TIT2", latin("T")), count: 5000).joined())
    #expect(throws: ID3Error.damaged) { try ForeignID3Tag(reading: tag(3, many)) }
  }

  @Test func replacesOneFrameInItsPlaceAndKeepsTheOthers() throws {
    let private_ = frame("PRIV", Bytes(0...255))
    var foreign = try ForeignID3Tag(
      reading: tag(
        3,
        frame("TIT2", latin("a")) + private_ + frame("TIT2", latin("b")) + frame("TCON", latin("c"))
      ))
    try foreign.setText("TIT2", "夜\0に")
    try foreign.setText("TCON", "")
    let found = try ID3Frame.all(in: try foreign.rendered())
    #expect(found.map(\.id) == ["TIT2", "PRIV"])
    #expect(found[0].texts == ["夜に"] && Array(found[1].content) == Bytes(0...255))
    try foreign.setText("TIT2", "")
    #expect(!(try foreign.rendered()).isEmpty)
    #expect(try ForeignID3Tag().rendered().isEmpty)
  }

  @Test func findsTheDownload() throws {
    let id = DownloadID.random()
    let tag = ID3Tag(metadata: TrackTags(title: "T", artist: "A"), downloadID: id)
    #expect(try ForeignID3Tag(reading: try tag.rendered(minimumSizeBytes: 5000)).downloadID == id)
    #expect(ForeignID3Tag().downloadID == nil)
  }

  @Test func rewritesTextsInEveryEncoding() throws {
    var foreign = try ForeignID3Tag(
      reading: tag(
        4,
        frame("TIT2", latin("Título")) + frame("TPE1", [2, 4, 0x1f, 0, 0, 0, 0x41])
          + frame("TALB", [1, 0xff, 0xfe, 0x41, 0, 0, 0, 0xff, 0xfe, 0x42, 0, 0, 0])
          + frame("TCON", latin(" ")) + frame("TXXX", latin("key\0 value "))
          + frame("TXXX", latin("empty\0")) + frame("TPE2", [1, 0x41])
          + frame("COMM", latin("engx\0 y "))))
    foreign.rewriteTexts { $0.split(separator: " ").joined(separator: " ") }
    let found = try ID3Frame.all(in: try foreign.rendered())
    #expect(found.map(\.id) == ["TIT2", "TPE1", "TALB", "TXXX", "TPE2", "COMM"])
    #expect(
      found.prefix(4).map(\.texts) == [["Título"], ["П", "A"], ["A", "B"], ["key", "value"]])
    #expect(Array(found[4].content) == [1, 0x41])
  }

  @Test func takesOverWhatIsMissingFromVersion1() throws {
    var foreign = ForeignID3Tag()
    try foreign.setText("TIT2", "Title")
    let empty = Bytes(repeating: 0, count: 124) + [0xff]
    try foreign.addMissing(fromVersion1: Array("TAG".utf8) + empty)
    try foreign.addMissing(fromVersion1: Array("GAT".utf8) + empty)
    let artist = Array("Artist".utf8) + Bytes(repeating: 0x20, count: 24)
    try foreign.addMissing(
      fromVersion1: Array("TAGOther".utf8) + Bytes(repeating: 0, count: 25) + artist
        + Bytes(repeating: 0, count: 64) + [0xff])
    #expect(foreign.text("TIT2") == "Title" && foreign.text("TPE1") == "Artist")
  }

  @Test func neverTrapsOnDamagedBytes() throws {
    var random = SeededRandom(seed: 5)
    let content =
      frame("TIT2", latin("T")) + frame("TYER", latin("1999")) + frame("TXXX", latin("a\0b"))
      + frame("APIC", [0] + Array("image/jpeg\0\u{3}\0".utf8) + [0xff, 0xd8, 0xff])
    var readable = 0
    for round in 0..<20_000 {
      var bytes = tag([2, 3, 4][round % 3], content + Bytes(repeating: 0, count: 20))
      for _ in 0..<Int.random(in: 1...5, using: &random) {
        bytes[.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
      }
      do {
        var foreign = try ForeignID3Tag(reading: bytes)
        foreign.rewriteTexts { $0 }
        if let cover = CoverImage([0xff, 0xd8, 0xff]) { try foreign.setCover(cover) }
        #expect(try ForeignID3Tag(reading: try foreign.rendered()) == foreign)
        readable += 1
      } catch {}
    }
    #expect(readable > 1000)
  }
}
