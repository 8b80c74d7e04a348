import ID3
import Downloads
import Testing

@testable import AudioFiles

/// What becomes of texts and frames, in tags of the first kind of file.
@Suite struct TagTextTests {
  @Test func readsWhatTonearmWrites() async throws {
    let fixture = try await AudioFixture.shared.value
    let cover = try #require(CoverImage([0xff, 0xd8, 0xff, 1, 2, 3]))
    let id = DownloadID.random()
    let tag = ID3Tag(
      metadata: TrackTags(
        title: "Sinnerman", artist: "Nina Simone", album: "Pastel Blues", albumArtist: "N. S.",
        year: 1965, genre: "Jazz", trackNumber: 9, discNumber: 1),
      cover: cover, sourceURL: "https://a.example/ü", downloadID: id, encoder: "LAME")
    let bytes = try tag.rendered(minimumSizeBytes: 100_000) + fixture.bytes("bare.mp3")
    try withFile(bytes) { descriptor in
      let file = try readAudio(descriptor)
      #expect(file.title == "Sinnerman" && file.artist == "Nina Simone")
      #expect(file.album == "Pastel Blues" && file.albumArtist == "N. S.")
      #expect(file.year == 1965 && file.genre == "Jazz")
      #expect(file.trackNumber == 9 && file.discNumber == 1)
      #expect(file.sourceURL == "https://a.example/%C3%BC")
      #expect(file.downloadID == id)
      #expect(abs(try #require(file.durationSeconds) - 2) < 0.1)
      let embedded = try readCover(descriptor, limitBytes: 1 << 20)
      #expect(embedded == EmbeddedCover(bytes: cover.data))
      #expect(embedded?.type == .jpeg)
    }
  }

  @Test(arguments: [
    ("  x \n", "x"), ("a\u{1}b\u{7f}c", "a b c"), (" ", nil), ("\u{2003}é\u{301}", "é\u{301}"),
    (String(repeating: "ж", count: 600), String(repeating: "ж", count: 500)),
  ])
  func cleansTexts(text: String, cleaned: String?) async throws {
    let bytes = ID3Bytes.tag(4, [ID3Bytes.text("TIT2", text)])
    let file = try await read(bytes)
    #expect(file.title == cleaned)
  }

  @Test(arguments: [
    ("7/12", 7), ("007", 7), ("7", 7), ("0", nil), ("-1", nil), ("x", nil), ("", nil), ("٣", nil),
    ("99999999999999999999", 999_999_999),
  ])
  func readsNumbers(text: String, number: Int?) async throws {
    let file = try await read(ID3Bytes.tag(4, [ID3Bytes.text("TRCK", text)]))
    #expect(file.trackNumber == number)
  }

  @Test func readsOlderTags() async throws {
    let older = ID3Bytes.header(2, [0x54, 0x54, 0x32, 0, 0, 3, 0, 0x68, 0x69])
    #expect(try await read(older).title == "hi")
    let third = ID3Bytes.tag(
      3, [ID3Bytes.text("TIT2", "hi", version: 3), ID3Bytes.text("TYER", "1987", version: 3)])
    #expect(try await read(third).title == "hi")
    #expect(try await read(third).year == 1987)
  }

  @Test func readsPlainSizesOfITunes() async throws {
    let long = String(repeating: "x", count: 300)
    let frames = [
      ID3Bytes.text("TIT2", long, version: 3), ID3Bytes.text("TALB", "next", version: 3),
    ]
    let file = try await read(ID3Bytes.tag(4, frames))
    #expect(file.title == long)
    #expect(file.album == "next")
  }

  @Test func readsUnsynchronisedTags() async throws {
    // "\u{ff}" in UTF-16 needs a zero that is put between
    let text: [UInt8] = [1, 0xff, 0, 0xfe, 0x68, 0, 0xff, 0, 0]
    let frame = Array("TIT2".utf8) + [0, 0, 0, 7, 0, 0] + text
    #expect(try await read(ID3Bytes.header(3, frame, flags: 0x80)).title == "hÿ")
  }

  private func read(_ tag: [UInt8]) async throws -> AudioFile {
    let audio = try await AudioFixture.shared.value.bytes("bare.mp3")
    return try withFile(tag + audio) { try readAudio($0) }
  }
}
