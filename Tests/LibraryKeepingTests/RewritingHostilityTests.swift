import Catalogue
import Downloads
import Foundation
import ID3
import AudioFiles
import TestSupport
import Testing

@testable import LibraryKeeping

@Suite struct RewritingHostilityTests {
  private static var edit: TrackEdit {
    var edit = TrackEdit()
    edit.metadata.title = .set("New")
    return edit
  }

  /// Requires that the edit is refused and the library is as it was.
  private func expectRefused(
    _ path: TrackPath, _ expected: RewritingError, in fixture: RewritingFixture,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let before = try? fixture.contents(path)
    await #expect(throws: expected, sourceLocation: sourceLocation) {
      try await fixture.rewriter.rewrite(path, Self.edit)
    }
    #expect((try? fixture.contents(path)) == before, sourceLocation: sourceLocation)
    try fixture.expectTidy(sourceLocation: sourceLocation)
  }

  @Test func followsNoLink() async throws {
    let fixture = try RewritingFixture()
    let outside = try RewritingFixture()
    let path = try await outside.makeTrack(.mp3)
    let before = try outside.contents(path)
    try FileManager.default.createSymbolicLink(
      at: fixture.library.appending(path: "link.mp3"), withDestinationURL: outside.url(path))
    try FileManager.default.createSymbolicLink(
      at: fixture.library.appending(path: "folder"), withDestinationURL: outside.library)
    for name in ["link.mp3", "folder/track.mp3", "absent.mp3", "absent/track.mp3"] {
      let path = try #require(TrackPath(name))
      await #expect(throws: RewritingError.missing) {
        try await fixture.rewriter.rewrite(path, Self.edit)
      }
    }
    #expect(try outside.contents(path) == before)
  }

  @Test(arguments: ["text", "", "ID3", "fLaC", "OggS", "RIFF\u{4}\0\0\0WAVE"])
  func refusesWhatIsNoAudio(text: String) async throws {
    let fixture = try RewritingFixture()
    let path = try #require(TrackPath("track.mp3"))
    try Data(text.utf8).write(to: fixture.url(path))
    try await expectRefused(path, .unreadable, in: fixture)
  }

  @Test func writesByContentWhateverTheNameSays() async throws {
    let fixture = try RewritingFixture()
    let made = try await fixture.makeTrack(.flac)
    let path = try #require(TrackPath("track.mp3"))
    try FileManager.default.moveItem(at: fixture.url(made), to: fixture.url(path))
    let sound = try await fixture.sound(path)
    _ = try await fixture.rewriter.rewrite(path, Self.edit)
    #expect(try fixture.audio(path).format == .flac && fixture.audio(path).title == "New")
    #expect(try await fixture.sound(path) == sound)
  }

  @Test func editsATagWithMuchPadding() async throws {
    let fixture = try RewritingFixture()
    let path = try await fixture.makeTrack(.mp3, isTagged: false)
    let sound = try fixture.contents(path)
    let size = 20 << 20
    let head: [UInt8] =
      [0x49, 0x44, 0x33, 4, 0, 0] + [21, 14, 7, 0].map { UInt8(size >> $0 & 0x7f) }
    try (Data(head) + Data(count: size) + sound).write(to: fixture.url(path))
    _ = try await fixture.rewriter.rewrite(path, Self.edit)
    #expect(try fixture.contents(path).suffix(sound.count) == sound)
    #expect(try fixture.contents(path).count < sound.count + 4096)
    #expect(try fixture.audio(path).title == "New")
  }

  @Test func keepsWhatOnlyAnotherProgramCanWrite() async throws {
    let fixture = try RewritingFixture()
    let path = try await fixture.makeTrack(.mp3, isTagged: false)
    let sound = try fixture.contents(path)
    // A compressed frame.
    let frame = Data("PRIV".utf8) + Data([0, 0, 0, 6, 0, 0x09, 0, 0, 0, 1, 7, 7])
    try (Data([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 16]) + frame + sound).write(
      to: fixture.url(path))
    _ = try await fixture.rewriter.rewrite(path, Self.edit)
    #expect(try fixture.contents(path).range(of: frame) != nil)
    #expect(try fixture.audio(path).title == "New")
  }

  @Test func editsFragmentedMP4() async throws {
    let fixture = try RewritingFixture()
    let path = try #require(TrackPath("track.m4a"))
    _ = try await Program.output([
      "ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "sine=duration=2", "-movflags",
      "frag_keyframe+empty_moov", fixture.url(path).path(percentEncoded: false),
    ])
    let sound = try await fixture.sound(path)
    _ = try await fixture.rewriter.rewrite(path, Self.edit)
    #expect(try await fixture.sound(path) == sound)
    #expect(try fixture.audio(path).title == "New")
  }

  @Test func correctsWhereTheSoundIsInMP4() async throws {
    let fixture = try RewritingFixture()
    let path = try await fixture.makeTrack(.m4a)
    let moved = try #require(TrackPath("moved.m4a"))
    // With the tables before the sound.
    _ = try await Program.output([
      "ffmpeg", "-nostdin", "-v", "error", "-i", fixture.url(path).path(percentEncoded: false),
      "-map", "0:a", "-c", "copy", "-movflags", "faststart",
      fixture.url(moved).path(percentEncoded: false),
    ])
    let sound = try await fixture.sound(moved)
    var edit = Self.edit
    edit.cover = try RewritingFixture.otherCover.get()
    _ = try await fixture.rewriter.rewrite(moved, edit)
    #expect(try await fixture.sound(moved) == sound)
    #expect(try fixture.audio(moved).title == "New")
  }

  @Test(arguments: RewritingFixture.formats)
  func keepsPermissions(format: AudioFormat) async throws {
    let fixture = try RewritingFixture()
    let path = try await fixture.makeTrack(format, isTagged: false)
    let file = fixture.url(path).path(percentEncoded: false)
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
    _ = try await fixture.rewriter.rewrite(path, Self.edit)
    let attributes = try FileManager.default.attributesOfItem(atPath: file)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(attributes[.referenceCount] as? Int == 1)
  }

  /// Damaged in any way, a file is refused or put together with all of its sound; nothing traps.
  @Test(arguments: RewritingFixture.formats)
  func survivesDamagedFiles(format: AudioFormat) async throws {
    let fixture = try RewritingFixture()
    let path = try await fixture.makeTrack(format)
    let good = try fixture.contents(path)
    var random = SeededRandom(seed: 11)
    for round in 0..<150 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        // Most of the structure is at the start, and in MP4 at the end.
        let near = Int.random(in: 0..<min(bytes.count, 1200), using: &random)
        let index = round.isMultiple(of: 2) ? near : bytes.count - 1 - near
        bytes[index] = .random(in: 0...255, using: &random)
      }
      if round % 5 == 0 { bytes = bytes.prefix(.random(in: 0..<bytes.count, using: &random)) }
      try bytes.write(to: fixture.url(path))
      do {
        let draft = try await fixture.rewriter.makeDraft(of: path) { audio, file in
          try file.apply(
            TagChange(Self.edit.metadata, of: audio.tags, cover: RewritingFixture.otherCover.get())
          )
          return try file.parts()
        }
        if let draft { await fixture.rewriter.discard(draft.id) }
      } catch is RewritingError {}
      #expect(try fixture.contents(path) == bytes)
    }
    try fixture.expectTidy()
  }

  @Test func sweepsWhatACrashLeft() async throws {
    let fixture = try RewritingFixture()
    let left = fixture.library.appending(path: ".tonearm/rewriting/left")
    try await fixture.rewriter.sweep()
    try FileManager.default.createDirectory(at: left, withIntermediateDirectories: true)
    try Data("new".utf8).write(to: left.appending(path: "new"))
    let stray = left.deletingLastPathComponent().appending(path: "stray")
    try Data().write(to: stray)
    try await fixture.rewriter.sweep()
    #expect(FileManager.default.fileExists(atPath: left.path(percentEncoded: false)))
    try await fixture.rewriter.sweep(olderThan: .zero)
    try FileManager.default.removeItem(at: stray)
    try fixture.expectTidy()
  }

  @Test func saysSoWhereTheLibraryIsMissing() async throws {
    let fixture = try RewritingFixture()
    try FileManager.default.removeItem(at: fixture.library)
    let path = try #require(TrackPath("track.mp3"))
    await expectLibrary(.away) {
      try await fixture.rewriter.rewrite(path, Self.edit)
    }
  }
}
