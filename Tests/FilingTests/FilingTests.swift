import Downloads
import Files
import Foundation
import ID3
import Testing

@testable import Filing

@Suite struct FilingTests {
  @Test func filesATrackWithItsTagsAndMode() async throws {
    let fixture = try FilingFixture(fileMode: 0o640)
    let path = try await fixture.file(fence: 1)
    let file = fixture.library.appending(path: path.description).path(percentEncoded: false)
    let attributes = try FileManager.default.attributesOfItem(atPath: file)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    try await fixture.expectFiled(at: path)
  }

  @Test func writesTheTagInPlaceWhereThereIsRoom() async throws {
    let fixture = try FilingFixture()
    let size = try FilingFixture.track.get().count
    let path = try await fixture.file(fence: 1)
    #expect(try fixture.contents(of: path).count == size)
  }

  @Test func makesANewFileWhereTheTagOutgrowsItsRoom() async throws {
    let fixture = try FilingFixture(track: try FilingFixture.makeTrack(padding: 100))
    try await fixture.expectFiled(at: try await fixture.file(fence: 1))
  }

  @Test func givesATagToATrackWithoutOne() async throws {
    let sound = try FilingFixture.sound(of: try FilingFixture.track.get())
    let fixture = try FilingFixture(track: sound)
    try await fixture.expectFiled(at: try await fixture.file(fence: 1))
  }

  @Test func makesTheFoldersOfTheTemplate() async throws {
    let fixture = try FilingFixture(template: "{albumArtist}/{album}/{trackNumber} {title}")
    let path = try await fixture.file(fence: 1)
    try await fixture.expectFiled(at: path, as: "Various/Album/03 Title.mp3")
  }

  @Test func filesATitleOfThreeHundredLetters() async throws {
    let fixture = try FilingFixture(title: String(repeating: "ж", count: 300))
    let path = try await fixture.file(fence: 1)
    #expect(path.file.utf8.count <= 200)
    try await fixture.expectFiled(at: path, as: path.description)
  }

  @Test(arguments: ["Artist - Title.mp3", "ARTIST - title.MP3", "Artist - Title.mp3/"])
  func takesTheNextNameWhereOneIsTaken(name: String) async throws {
    let fixture = try FilingFixture()
    let other = fixture.library.appending(path: name)
    if name.hasSuffix("/") {
      try FileManager.default.createDirectory(at: other, withIntermediateDirectories: false)
    } else {
      try Data("other".utf8).write(to: other)
    }
    let path = try await fixture.file(fence: 1)
    #expect(path.description == "Artist - Title (2).mp3")
    try fixture.expectComplete(try fixture.contents(of: path))
    if !name.hasSuffix("/") { #expect(try Data(contentsOf: other) == Data("other".utf8)) }
  }

  @Test func takesALinkForATakenName() async throws {
    let fixture = try FilingFixture()
    try FileManager.default.createSymbolicLink(
      atPath: fixture.library.appending(path: "Artist - Title.mp3").path(percentEncoded: false),
      withDestinationPath: "/nowhere")
    #expect(try await fixture.file(fence: 1).description == "Artist - Title (2).mp3")
  }

  @Test func recordsAgainWhenTheNameIsSnatchedAway() async throws {
    let fixture = try FilingFixture()
    let journal = FilingJournal()
    let library = fixture.library
    let path = try await fixture.filing.file(
      fixture.order(fence: 1),
      record: { path in
        await journal.append(path.description)
        guard await journal.entries.count < 3 else { return }
        try Data("snatched".utf8).write(to: library.appending(path: path.description))
      })
    #expect(
      await journal.entries == [
        "Artist - Title.mp3", "Artist - Title (2).mp3", "Artist - Title (3).mp3",
      ])
    #expect(path.description == "Artist - Title (3).mp3")
    #expect(
      try Data(contentsOf: library.appending(path: "Artist - Title.mp3")) == Data("snatched".utf8))
    try fixture.expectComplete(try fixture.contents(of: path))
  }

  @Test func givesUpAfterNinetyNineTracksOfAName() async throws {
    let fixture = try FilingFixture()
    for copy in LibraryTemplate.copies {
      let path = fixture.filing.template.path(for: fixture.tag.metadata, copy: copy)
      try Data().write(to: fixture.library.appending(path: path.description))
    }
    await #expect(throws: FilingError.nameExhausted) { try await fixture.file(fence: 1) }
  }

  @Test func followsNoLinkInTheLibrary() async throws {
    let fixture = try FilingFixture(template: "{albumArtist}/{title}")
    let outside = fixture.library.deletingLastPathComponent().appending(path: "outside")
    try FileManager.default.createDirectory(at: outside, withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      at: fixture.library.appending(path: "Various"), withDestinationURL: outside)
    let error = try await #require(throws: FilingError.self) { try await fixture.file(fence: 1) }
    #expect(error.isOutsideTheFile)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: outside.path(percentEncoded: false)) == []
    )
    try FileManager.default.removeItem(at: fixture.library.appending(path: "Various"))
    let path = try await fixture.file(fence: 2)
    try await fixture.expectFiled(at: path, as: "Various/Title.mp3")
  }

  @Test func saysSoWhereAFileIsInPlaceOfAFolder() async throws {
    let fixture = try FilingFixture(template: "{albumArtist}/{title}")
    try Data().write(to: fixture.library.appending(path: "Various"))
    let error = try await #require(throws: FilingError.self) { try await fixture.file(fence: 1) }
    #expect(error.isOutsideTheFile)
  }

  @Test(arguments: [nil, NSTemporaryDirectory()], [true, false])
  func saysSoWhereTheLibraryIsMissing(elsewhere: String?, isFile: Bool) async throws {
    let fixture = try FilingFixture(elsewhere: elsewhere)
    defer { fixture.removeStagingElsewhere() }
    try FileManager.default.removeItem(at: fixture.library)
    if isFile { try Data().write(to: fixture.library) }
    let error = await #expect(throws: FilingError.self) { try await fixture.file(fence: 1) }
    #expect(error?.condition == .away)
  }

  @Test func refusesATagRegionLargerThanTheFile() async throws {
    let header: [UInt8] = [0x49, 0x44, 0x33, 4, 0, 0, 0, 0x10, 0, 0]
    let fixture = try FilingFixture(track: Data(header + [UInt8](repeating: 0, count: 500)))
    await #expect(throws: FilingError.untaggable(.damaged)) { try await fixture.file(fence: 1) }
  }

  @Test func refusesAStagedLink() async throws {
    let fixture = try FilingFixture()
    let track = fixture.stagedFolder.appending(path: "track.mp3")
    try FileManager.default.removeItem(at: track)
    try FileManager.default.createSymbolicLink(
      at: track, withDestinationURL: URL(filePath: "/etc/passwd"))
    await #expect(throws: FilingError.self) { try await fixture.file(fence: 1) }
    #expect(try fixture.filedPaths() == [])
  }

  @Test func removesAllThatIsStagedAndFollowsNoLink() async throws {
    let fixture = try FilingFixture()
    let kept = fixture.library.appending(path: "kept.mp3")
    try Data("kept".utf8).write(to: kept)
    let deep = fixture.stagedFolder.appending(path: "2/a/b/c")
    try FileManager.default.createDirectory(at: deep, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: deep.appending(path: "link"), withDestinationURL: fixture.library)
    // A name that is not UTF-8.
    let descriptor = open(deep.path(percentEncoded: false), O_RDONLY | O_DIRECTORY)
    #expect(mkdirat(descriptor, [0x61, CChar(bitPattern: 0xff), 0], 0o755) == 0)
    close(descriptor)
    try await fixture.filing.removeStaging(of: fixture.id)
    try await fixture.filing.removeStaging(of: fixture.id)
    #expect(try Data(contentsOf: kept) == Data("kept".utf8))
    #expect(
      try FileManager.default.contentsOfDirectory(
        atPath: fixture.staging.path(percentEncoded: false)) == [])
  }
}
