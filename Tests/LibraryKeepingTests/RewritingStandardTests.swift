import Catalogue
import Downloads
import Foundation
import ID3
import TestSupport
import Testing

@testable import AudioFiles
@testable import LibraryKeeping

@Suite struct RewritingStandardTests {
  @Test(arguments: [
    ("plain", "plain"), ("  both ends\t\n", "both ends"), ("e\u{301}", "\u{e9}"), ("\0x\u{1}", "x"),
    ("two  inside\nstay", "two  inside\nstay"), (" \r\n ", ""), ("\u{3000}夜 ", "夜"),
    ("ﬁne ²", "ﬁne ²"), ("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"), ("각", "각"),
  ])
  func knowsHowTextsShouldBe(text: String, expected: String) {
    #expect(TagStandard.text(text).unicodeScalars.elementsEqual(expected.unicodeScalars))
    #expect(TagStandard.text(expected).unicodeScalars.elementsEqual(expected.unicodeScalars))
  }

  @Test(arguments: RewritingFixture.formats)
  func standardisesOnceAndKeepsAllElse(format: AudioFormat) async throws {
    let fixture = try RewritingFixture()
    let path = try await fixture.makeTrack(format)
    let sound = try await fixture.sound(path)
    // Whoever wrote this tag wrote the most of it well; what that is depends on the program.
    _ = try await fixture.rewriter.standardise(path)
    #expect(try await fixture.rewriter.standardise(path) == false)
    var tag = try await fixture.tag(path)

    var edit = TrackEdit()
    edit.metadata.title = .set(" Tito\u{301}n ")
    edit.metadata.genre = .set("  ")
    _ = try await fixture.rewriter.rewrite(path, edit)
    #expect(try await fixture.rewriter.standardise(path))
    #expect(try await fixture.rewriter.standardise(path) == false)
    #expect(try fixture.audio(path).title?.utf8.elementsEqual("Tit\u{f3}n".utf8) == true)
    for (key, values) in tag where values == ["Título"] { tag[key] = ["Tit\u{f3}n"] }
    for (key, values) in tag where values == ["Jazz"] { tag[key] = nil }
    #expect(try await fixture.tag(path) == tag)
    #expect(try await fixture.sound(path) == sound)
  }

  @Test func bringsOldTagsToVersion4InUTF8() async throws {
    let fixture = try RewritingFixture()
    let path = try await fixture.makeTrack(.mp3)
    var tag = try await fixture.tag(path)
    let file = fixture.url(path).path(percentEncoded: false)
    _ = try await Program.output([
      try TestTool.python.path, "-c",
      """
      import sys; from mutagen.id3 import ID3, TIT2
      t = ID3(sys.argv[1]); t.add(TIT2(1, ["Ti\\u0301tulo  "])); t.update_to_v23()
      t.save(sys.argv[1], v1=2, v2_version=3)
      """, file,
    ])
    #expect(try fixture.contents(path).prefix(4) == Data([0x49, 0x44, 0x33, 3]))
    #expect(try await fixture.rewriter.standardise(path))
    let contents = try fixture.contents(path)
    #expect(contents.prefix(4) == Data([0x49, 0x44, 0x33, 4]))
    #expect(contents.suffix(128).prefix(3) == Data("TAG".utf8))
    // Of the texts in a list, older tags know only one.
    tag["TIT2"] = ["Título"]
    tag["TPE1"] = ["One/Two"]
    #expect(try await fixture.tag(path) == tag)
    #expect(contents.range(of: Data("TALB\0\0\0\u{d}\0\0\u{3}Альбом".utf8)) != nil)
  }

  @Test func leavesWhatAPersonApproved() async throws {
    let fixture = try RewritingFixture()
    let path = try await fixture.makeTrack(.mp3, isTagged: false)
    let tag = ID3Tag(
      metadata: TrackTags(title: " e\u{301} ", artist: " "), downloadID: .random())
    let contents = Data(try tag.rendered()) + (try fixture.contents(path))
    try contents.write(to: fixture.url(path))
    #expect(try await fixture.rewriter.standardise(path) == false)
    #expect(try fixture.contents(path) == contents)
  }

  @Test func copiesAnOldTagAtTheEndIntoANewOne() async throws {
    let fixture = try RewritingFixture()
    let path = try await fixture.makeTrack(.mp3, isTagged: false)
    let sound = try fixture.contents(path)
    func field(_ text: String, _ count: Int) -> Data {
      Data(text.unicodeScalars.map { UInt8($0.value) })
        + Data(count: count - text.unicodeScalars.count)
    }
    let old =
      Data("TAG".utf8) + field("Título", 30) + field("Artist", 30) + field("", 30)
      + field("1999", 4) + field("a comment", 28) + Data([0, 7, 8])
    try (sound + old).write(to: fixture.url(path))
    var edit = TrackEdit()
    edit.metadata.artist = .set("New")
    _ = try await fixture.rewriter.rewrite(path, edit)
    #expect(try fixture.contents(path).dropLast(128).suffix(sound.count) == sound)
    #expect(try fixture.contents(path).suffix(95).prefix(3) == Data("New".utf8))
    let tag = try await fixture.tag(path)
    #expect(tag["TIT2"] == ["Título"] && tag["TPE1"] == ["New"] && tag["TRCK"] == ["7"])
    #expect(tag["TDRC"] == ["1999"] && tag["TCON"] == ["Jazz"])
  }

  /// The last 128 bytes of such a file begin with the `TAG` of `APETAGEX`.
  @Test func cutsNothingOffAnAPETagOf131Bytes() async throws {
    let fixture = try RewritingFixture()
    let path = try await fixture.makeTrack(.mp3, isTagged: false)
    func number(_ value: UInt32) -> Data { withUnsafeBytes(of: value.littleEndian) { Data($0) } }
    func item(_ key: String, _ value: String) -> Data {
      number(UInt32(value.utf8.count)) + number(0) + Data("\(key)\0\(value)".utf8)
    }
    let items =
      item("Title", String(repeating: "a", count: 19))
      + item("Artist", String(repeating: "b", count: 19))
    func edge(_ flags: UInt32) -> Data {
      Data("APETAGEX".utf8) + number(2000) + number(UInt32(items.count + 32)) + number(2)
        + number(flags) + Data(count: 8)
    }
    let contents = try fixture.contents(path) + edge(0xa000_0000) + items + edge(0x8000_0000)
    try contents.write(to: fixture.url(path))
    for album in ["First", "Second"] {
      var edit = TrackEdit()
      edit.metadata.album = .set(album)
      _ = try await fixture.rewriter.rewrite(path, edit)
      #expect(try fixture.contents(path).suffix(contents.count) == contents)
      #expect(try await fixture.tag(path)["TALB"] == [album])
      #expect(try await fixture.tag(path)["TCON"] == nil)
    }
  }
}
