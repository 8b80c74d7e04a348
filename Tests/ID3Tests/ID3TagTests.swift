import Downloads
import Testing

@testable import ID3

@Suite struct ID3TagTests {
  static let texts = [
    "Plain", "Ünïcödé ñ", "Пётр Чайковский — «Щелкунчик»", "夜に駆ける", "عبد الحليم حافظ", "שלום", "हिन्दी",
    "ไทย",
    "👩‍👩‍👧‍👦 🇩🇪 🎵", "\u{FEFF}bom \u{FFFE}\u{FFFF}", "e\u{301} not composed",
    #"a "quoted" 'title' \ / ; | 50%"#,
    "feat. A/B; C, D & E", " spaces  kept ", "\u{10FFFF}\u{E000}", "line\nbreak\ttab",
    String(repeating: "x", count: 500), String(repeating: "ж", count: 500),
    String(repeating: "🎵", count: 500),
  ]

  static let full = ID3Tag(
    metadata: TrackTags(
      title: "Title", artist: "Artist", album: "Album", albumArtist: "Album Artist", year: 1999,
      genre: "Post-Rock", trackNumber: 7, discNumber: 2),
    cover: CoverImage([0xff, 0xd8, 0xff, 0xe0] + (0..<5000).map { UInt8(truncatingIfNeeded: $0) }),
    sourceURL: "https://example.org/watch?v=1&t=%20", downloadID: .random(),
    encoder: "LAME in ffmpeg 5.1.9")

  @Test(arguments: texts)
  func readsBackEveryTextVerbatim(text: String) throws {
    var tag = Self.full
    tag.metadata.title = text
    tag.metadata.artist = text
    tag.metadata.album = text
    tag.metadata.albumArtist = text
    tag.metadata.genre = text
    tag.encoder = text
    let read = try ID3Tag(reading: try tag.rendered())
    #expect(read == tag)
    // Equal strings may be written in different scalars.
    #expect(read.metadata.title?.utf8.elementsEqual(text.utf8) == true)
  }

  @Test func readsBackATagOfTitleAndArtistAlone() throws {
    let tag = ID3Tag(metadata: TrackTags(title: "T", artist: "A"))
    #expect(try ID3Tag(reading: try tag.rendered()) == tag)
  }

  @Test func dropsNULFromValues() throws {
    let tag = ID3Tag(metadata: TrackTags(title: "a\0b", artist: "\0A"))
    let read = try ID3Tag(reading: try tag.rendered())
    #expect(read.metadata == TrackTags(title: "ab", artist: "A"))
  }

  @Test(arguments: [
    (1, "0001"), (476, "0476"), (1999, "1999"), (9999, "9999"),
  ])
  func writesYearsWithFourDigits(year: Int, text: String) throws {
    let tag = ID3Tag(metadata: TrackTags(title: "T", artist: "A", year: year))
    let frames = try ID3Frame.all(in: try tag.rendered())
    #expect(frames.first { $0.id == "TDRC" }?.texts == [text])
  }

  @Test(arguments: [0, -1, 10_000, Int.max])
  func refusesYearsThatHaveNoTimestamp(year: Int) {
    let tag = ID3Tag(metadata: TrackTags(title: "T", artist: "A", year: year))
    #expect(throws: ID3Error.yearOutOfRange(year)) { try tag.rendered() }
  }

  @Test func writesASourceThatIsNotASCIIPercentEncoded() throws {
    var tag = Self.full
    tag.sourceURL = "https://example.org/ü \n夜"
    let read = try ID3Tag(reading: try tag.rendered())
    #expect(read.sourceURL == "https://example.org/%C3%BC%20%0A%E5%A4%9C")
  }

  @Test func putsTheCoverFirstSoThatTextsChangeOnlyTheTail() throws {
    let one = try Self.full.rendered(minimumSizeBytes: 16_384)
    var changed = Self.full
    changed.metadata.title = "Another"
    let other = try changed.rendered(minimumSizeBytes: 16_384)
    #expect(try ID3Frame.all(in: one).map(\.id).first == "APIC")
    #expect(one.prefix(5000) == other.prefix(5000))
    #expect(one.count == other.count)
  }

  @Test func writesPlainFramesOfVersion4() throws {
    let bytes = try Self.full.rendered()
    #expect(bytes.prefix(6) == [0x49, 0x44, 0x33, 4, 0, 0])
    #expect(
      try ID3Frame.all(in: bytes).map(\.id) == [
        "APIC", "TIT2", "TPE1", "TALB", "TPE2", "TDRC", "TCON", "TRCK", "TPOS", "WOAS", "TXXX",
        "TSSE",
      ])
  }

  @Test(arguments: [0, 5000, 8192, 100_000, 1 << 20])
  func fillsExactlyTheRoomThereIs(room: Int) throws {
    let bytes = try Self.full.rendered(minimumSizeBytes: room)
    let needed = try Self.full.rendered().count
    #expect(bytes.count == max(room, needed))
    #expect(ID3TagHeader(bytes)?.totalSizeBytes == bytes.count)
  }

  @Test func refusesATagThatIsTooLarge() throws {
    var tag = Self.full
    let jpeg: [UInt8] = [0xff, 0xd8, 0xff]
    tag.cover = CoverImage(jpeg + [UInt8](repeating: 0, count: ID3TagHeader.maximumSizeBytes))
    #expect(throws: ID3Error.tooLarge) { try tag.rendered() }
    #expect(throws: ID3Error.tooLarge) {
      try Self.full.rendered(minimumSizeBytes: ID3TagHeader.maximumSizeBytes + 1)
    }
  }

  @Test func findsTheDownloadAmongOtherUserTexts() throws {
    let id = DownloadID.random()
    let tag = ID3Tag(metadata: TrackTags(title: "T", artist: "A"), downloadID: id)
    #expect(try ID3Tag.downloadID(inTag: try tag.rendered()) == id)
    let without = ID3Tag(metadata: tag.metadata)
    #expect(try ID3Tag.downloadID(inTag: try without.rendered()) == nil)
  }

  @Test func takesOnlyPicturesThatTagsMayHold() {
    #expect(CoverImage([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])?.mediaType == .png)
    #expect(CoverImage([0xff, 0xd8, 0xff, 0xdb])?.mediaType == .jpeg)
    #expect(CoverImage(Array("GIF89a".utf8)) == nil)
    #expect(CoverImage([]) == nil)
  }
}
