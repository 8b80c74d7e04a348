import Catalogue
import Downloads
import Foundation
import ID3
import TestSupport
import Testing

@testable import AudioFiles
@testable import LibraryKeeping

@Suite struct RewritingTests {
  static let texts = [
    "Plain", "Пётр Чайковский — «Щелкунчик»", "夜に駆ける", "عبد الحليم حافظ", "हिन्दी", "👩‍👩‍👧‍👦 🇩🇪 🎵",
    "e\u{301} not composed", #"a "quoted" 'title' \ / ; = | 50%"#, " spaces  kept ", "a\nb",
    String(repeating: "ж", count: 500),
  ]

  /// The keys under which mutagen has the fields, in the order of ``TagField/allCases``.
  private static func keys(_ format: AudioFormat) -> [String] {
    switch format {
    case .mp3, .wav, .aiff: TagField.allCases.map { $0.frames(4)[0] }
    case .m4a:
      TagField.allCases.map { String($0.items[0].bytes.map { Character(Unicode.Scalar($0)) }) }
    default: TagField.allCases.map { $0.comments[0].lowercased() }
    }
  }

  private static func edits(_ metadata: TrackTags) -> TrackEdit {
    TrackEdit(metadata: MetadataEdits(replacingAll: metadata))
  }

  @Test(arguments: RewritingFixture.formats)
  func changesOneFieldAndKeepsAllElse(format: AudioFormat) async throws {
    let fixture = try RewritingFixture(isSandboxed: true)
    let path = try await fixture.makeTrack(format)
    let (tag, sound) = (try await fixture.tag(path), try await fixture.sound(path))
    var edit = TrackEdit()
    edit.metadata.title = .set("New")
    #expect(try await fixture.rewriter.rewrite(path, edit) == path)
    var expected = tag
    expected[Self.keys(format)[0]] = ["New"]
    #expect(try await fixture.tag(path) == expected)
    #expect(try await fixture.sound(path) == sound)
    try fixture.expectTidy()
  }

  @Test(arguments: RewritingFixture.formats)
  func writesTextsOfManyScriptsVerbatim(format: AudioFormat) async throws {
    let fixture = try RewritingFixture()
    let path = try await fixture.makeTrack(format)
    let sound = try await fixture.sound(path)
    for start in stride(from: 0, to: Self.texts.count, by: 4) {
      let texts = (start..<start + 4).map { Self.texts[$0 % Self.texts.count] }
      let metadata = TrackTags(
        title: texts[0], artist: texts[1], album: texts[2], albumArtist: texts[3], year: 476,
        genre: "Genre \(start)", trackNumber: 3, discNumber: 2)
      _ = try await fixture.rewriter.rewrite(path, Self.edits(metadata))
      let tag = try await fixture.tag(path)
      let numbers = format == .m4a ? ["(3, 12)", "(2, 2)"] : ["3/12", "2/2"]
      for (key, expected) in zip(Self.keys(format), texts + ["0476", "Genre \(start)"] + numbers) {
        // Equal strings may be written in different scalars.
        #expect(tag[key]?.map { Array($0.utf8) } == [Array(expected.utf8)])
      }
    }
    #expect(try await fixture.sound(path) == sound)
  }

  @Test(arguments: RewritingFixture.formats)
  func clearsFieldsAndOnlyThese(format: AudioFormat) async throws {
    let fixture = try RewritingFixture()
    let path = try await fixture.makeTrack(format)
    var tag = try await fixture.tag(path)
    var edit = TrackEdit()
    edit.metadata.album = .clear
    edit.metadata.year = .clear
    edit.metadata.discNumber = .clear
    _ = try await fixture.rewriter.rewrite(path, edit)
    for index in [2, 4, 7] { tag[Self.keys(format)[index]] = nil }
    #expect(try await fixture.tag(path) == tag)
    let audio = try fixture.audio(path)
    #expect(audio.album == nil && audio.year == nil && audio.discNumber == nil)
  }

  @Test(arguments: RewritingFixture.formats)
  func writesNothingWhereTheEditMakesNoDifference(format: AudioFormat) async throws {
    let fixture = try RewritingFixture()
    let path = try await fixture.makeTrack(format)
    let (before, audio) = (try fixture.contents(path), try fixture.audio(path))
    #expect(audio.artist == "One; Two" && audio.year == 1999 && audio.trackNumber == 7)
    let metadata = TrackTags(
      title: "Título", artist: "One; Two", album: "Альбом", albumArtist: "Various", year: 1999,
      genre: "Jazz", trackNumber: 7, discNumber: 1)
    _ = try await fixture.rewriter.rewrite(path, Self.edits(metadata))
    #expect(try fixture.contents(path) == before)
    try fixture.expectTidy()
  }

  @Test(arguments: RewritingFixture.formats, [true, false])
  func replacesTheFrontCoverAlone(format: AudioFormat, isTagged: Bool) async throws {
    let fixture = try RewritingFixture()
    let path = try await fixture.makeTrack(format, isTagged: isTagged)
    let sound = try await fixture.sound(path)
    let cover = try RewritingFixture.otherCover.get()
    var tag = try await fixture.tag(path).filter { !$0.key.hasPrefix("picture:3:") }
    _ = try await fixture.rewriter.rewrite(path, TrackEdit(cover: cover))
    #expect(try fixture.cover(path) == cover.data)
    let found = try await fixture.tag(path)
    let fronts = found.keys.filter { $0.hasPrefix("picture:3:image/jpeg:") }
    #expect(fronts.count == 1)
    tag[fronts.first ?? ""] = [""]
    #expect(found == tag)
    #expect(try await fixture.sound(path) == sound)
  }

  @Test(arguments: RewritingFixture.formats)
  func givesATagToAFileWithoutOne(format: AudioFormat) async throws {
    let fixture = try RewritingFixture()
    let path = try await fixture.makeTrack(format, isTagged: false)
    let sound = try await fixture.sound(path)
    let metadata = TrackTags(
      title: "T", artist: "A", album: "L", albumArtist: "V", year: 2001, genre: "G", trackNumber: 4,
      discNumber: 5)
    _ = try await fixture.rewriter.rewrite(path, Self.edits(metadata))
    let audio = try fixture.audio(path)
    #expect(
      audio.tags.texts == [
        .title: "T", .artist: "A", .album: "L", .albumArtist: "V", .year: "2001", .genre: "G",
        .trackNumber: "4", .discNumber: "5",
      ])
    #expect(try await fixture.sound(path) == sound)
  }

  /// Many edits one after the other, covers of all sizes among them, as the header grows and shrinks.
  @Test(arguments: RewritingFixture.formats)
  func soundsTheSameAfterManyEdits(format: AudioFormat) async throws {
    let fixture = try RewritingFixture()
    let path = try await fixture.makeTrack(format)
    let sound = try await fixture.sound(path)
    var random = SeededRandom(seed: 7)
    for round in 0..<6 {
      var edit = TrackEdit()
      edit.metadata.title = .set(
        String(repeating: "ж", count: .random(in: 1...500, using: &random)))
      edit.metadata.genre = round.isMultiple(of: 3) ? .clear : .set("Genre \(round)")
      if round.isMultiple(of: 2) {
        let noise = (0..<Int.random(in: 1...256_000, using: &random)).map { _ in
          UInt8.random(in: 0...255, using: &random)
        }
        edit.cover = CoverImage([0xff, 0xd8, 0xff, 0xe0] + noise)
      }
      _ = try await fixture.rewriter.rewrite(path, edit)
      if let cover = edit.cover { #expect(try fixture.cover(path) == cover.data) }
      #expect(try fixture.audio(path).title == edit.metadata.values.title)
    }
    #expect(try await fixture.sound(path) == sound)
    try fixture.expectTidy()
  }
}
