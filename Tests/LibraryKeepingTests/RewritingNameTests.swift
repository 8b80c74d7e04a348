import Catalogue
import Downloads
import Foundation
import AudioFiles
import TestSupport
import Testing

@testable import LibraryKeeping

@Suite struct RewritingNameTests {
  private static let renaming = TrackEdit(renames: true)

  @Test(arguments: RewritingFixture.formats)
  func namesAFileAnewFromItsNewTag(format: AudioFormat) async throws {
    let fixture = try RewritingFixture(template: "{albumArtist}/{album}/{trackNumber} {title}")
    let path = try await fixture.makeTrack(format, name: "folder")
    var edit = Self.renaming
    edit.metadata.title = .set("夜に / 駆ける")
    let newPath = try await fixture.rewriter.rewrite(path, edit)
    #expect(newPath.description == "Various/Альбом/07 夜に _ 駆ける.\(RewritingFixture.suffix(format))")
    #expect(try fixture.audio(newPath).title == "夜に / 駆ける")
    #expect(!FileManager.default.fileExists(atPath: fixture.url(path).path(percentEncoded: false)))
    #expect(try await fixture.rewriter.rewrite(newPath, edit) == newPath)
    try fixture.expectTidy()
  }

  @Test func takesTheNextNameWhereOneIsTaken() async throws {
    let fixture = try RewritingFixture()
    for name in ["one; two - TÍTULO.mp3", "One; Two - Título (2).mp3"] {
      try Data("other".utf8).write(to: fixture.library.appending(path: name))
    }
    let path = try await fixture.makeTrack(.mp3)
    let newPath = try await fixture.rewriter.rewrite(path, Self.renaming)
    #expect(newPath.description == "One; Two - Título (3).mp3")
    // Its own name is not taken, but the better ones are.
    #expect(try await fixture.rewriter.rewrite(newPath, Self.renaming) == newPath)
    try FileManager.default.removeItem(
      at: fixture.library.appending(path: "One; Two - Título (2).mp3"))
    let better = try await fixture.rewriter.rewrite(newPath, Self.renaming)
    #expect(better.description == "One; Two - Título (2).mp3")
  }

  @Test func changesTheCaseOfLetters() async throws {
    let fixture = try RewritingFixture()
    let path = try await fixture.makeTrack(.mp3, name: "one; two - título")
    let newPath = try await fixture.rewriter.rewrite(path, Self.renaming)
    #expect(newPath.description == "One; Two - Título.mp3")
  }

  @Test func namesAfterTheFileWhatHasNoTitle() async throws {
    let fixture = try RewritingFixture()
    let path = try await fixture.makeTrack(.mp3, name: "recording", isTagged: false)
    #expect(try await fixture.rewriter.rewrite(path, Self.renaming).description == "recording.mp3")
  }

  @Test func givesUpAfterNinetyNineTracksOfAName() async throws {
    let fixture = try RewritingFixture()
    let path = try await fixture.makeTrack(.mp3)
    for copy in LibraryTemplate.copies {
      let suffix = copy == 1 ? "" : " (\(copy))"
      try Data().write(to: fixture.library.appending(path: "One; Two - Título\(suffix).mp3"))
    }
    await #expect(throws: RewritingError.nameExhausted) {
      try await fixture.rewriter.rewrite(path, Self.renaming)
    }
    #expect(try fixture.audio(path).title == "Título")
  }

  @Test func editsAndRenamesWhatHasNoReadableName() async throws {
    let fixture = try RewritingFixture()
    let made = try await fixture.makeTrack(.mp3)
    let path = try #require(TrackPath([0x61, 0xff, 0x2e, 0x6d, 0x70, 0x33]))
    let folder = open(fixture.library.path(percentEncoded: false), O_RDONLY | O_DIRECTORY)
    defer { close(folder) }
    let name = path.bytes.map { CChar(bitPattern: $0) } + [0]
    #expect(renameat(folder, made.description, folder, name) == 0)
    var edit = TrackEdit()
    edit.metadata.title = .set("New")
    #expect(try await fixture.rewriter.rewrite(path, edit) == path)
    let newPath = try await fixture.rewriter.rewrite(path, Self.renaming)
    #expect(newPath.description == "One; Two - New.mp3")
    #expect(try fixture.audio(newPath).title == "New")
  }
}
