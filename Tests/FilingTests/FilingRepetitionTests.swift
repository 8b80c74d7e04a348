import Downloads
import Files
import Foundation
import ID3
import Testing

@testable import Filing

/// A worker may die at any point; the next claim ends in one complete file.
@Suite struct FilingRepetitionTests {
  private let fixture: FilingFixture
  private let destination: LibraryPath
  private let files = FileManager.default

  init() throws {
    fixture = try FilingFixture()
    destination = fixture.filing.template.path(for: fixture.tag.metadata)
  }

  private func staged(_ name: String) -> URL { fixture.stagedFolder.appending(path: name) }

  private func resume(recorded: Bool = false) async throws {
    let path = try await fixture.file(fence: 5, recorded: recorded ? destination : nil)
    try await fixture.expectFiled(at: path)
  }

  @Test(arguments: [1, 4, 5])
  func goesOnAfterTheTrackWasTaken(fence: Int) async throws {
    try files.moveItem(at: staged("track.mp3"), to: staged("track.\(fence).mp3"))
    try await resume()
  }

  @Test func goesOnAfterHalfATagWasWritten() async throws {
    try files.moveItem(at: staged("track.mp3"), to: staged("track.4.mp3"))
    var track = try Data(contentsOf: staged("track.4.mp3"))
    var other = fixture.tag
    other.metadata.title = "Half"
    track.replaceSubrange(..<9000, with: try other.rendered(minimumSizeBytes: 60_000)[..<9000])
    track.replaceSubrange(..<10, with: try FilingFixture.track.get()[..<10])
    try track.write(to: staged("track.4.mp3"))
    try await resume()
  }

  @Test func goesOnAfterHalfANewFileWasWritten() async throws {
    try Data("half".utf8).write(to: staged("track.5.part"))
    try Data("half".utf8).write(to: staged("track.4.part"))
    try await resume()
  }

  @Test func goesOnAfterTheTagWasWritten() async throws {
    _ = try fixture.filing.prepare(fixture.order(fence: 1))
    try await resume()
  }

  @Test func goesOnAfterTheDestinationWasRecorded() async throws {
    _ = try fixture.filing.prepare(fixture.order(fence: 1))
    try await resume(recorded: true)
  }

  @Test func goesOnAfterTheRecordOfThisClaimFailed() async throws {
    struct Lost: Error {}
    await #expect(throws: Lost.self) {
      try await fixture.filing.file(
        fixture.order(fence: 4), record: { _ in throw Lost() })
    }
    #expect(try fixture.filedPaths() == [])
    try await resume(recorded: true)
  }

  @Test func goesOnAfterTheTrackWasPlaced() async throws {
    _ = try await fixture.file(fence: 1)
    try await resume(recorded: true)
  }

  @Test func goesOnAfterTheTrackWasLinkedButNotUnlinked() async throws {
    _ = try fixture.filing.prepare(fixture.order(fence: 1))
    try files.linkItem(
      at: staged("track.1.mp3"),
      to: fixture.library.appending(path: destination.description))
    try await resume(recorded: true)
  }

  @Test func goesOnAfterStagingWasRemoved() async throws {
    _ = try await fixture.file(fence: 1)
    try await fixture.filing.removeStaging(of: fixture.id)
    try await resume(recorded: true)
  }

  @Test func goesOnAfterStagingWasHalfRemoved() async throws {
    _ = try await fixture.file(fence: 1)
    try files.removeItem(at: staged("1"))
    try await resume(recorded: true)
  }

  @Test func goesOnAfterTheCopyFromElsewhereWasHalfMade() async throws {
    try files.createDirectory(at: fixture.filingFolder, withIntermediateDirectories: true)
    try Data("half".utf8).write(to: fixture.filingFolder.appending(path: "track.4.part"))
    try await resume()
  }

  @Test func goesOnAfterTheCopyFromElsewhereWasMade() async throws {
    try files.createDirectory(at: fixture.filingFolder, withIntermediateDirectories: true)
    _ = try fixture.filing.prepare(fixture.order(fence: 4))
    try files.copyItem(
      at: staged("track.4.mp3"), to: fixture.filingFolder.appending(path: "track.4.mp3"))
    try await resume(recorded: true)
  }

  @Test func goesOnAfterTheOriginalOfTheCopyWasRemoved() async throws {
    try files.createDirectory(at: fixture.filingFolder, withIntermediateDirectories: true)
    try files.moveItem(
      at: staged("track.mp3"), to: fixture.filingFolder.appending(path: "track.4.mp3"))
    try await resume(recorded: true)
  }

  @Test func filesOnlyOnceWhenAnEarlierDownloadLeavesItsTrackLate() async throws {
    _ = try await fixture.file(fence: 1)
    try fixture.stage(try FilingFixture.track.get())
    try await resume(recorded: true)
  }

  @Test func isNotFiledByASleeperThatALaterClaimOvertook() async throws {
    guard case .tagged(let track) = try fixture.filing.prepare(fixture.order(fence: 1)) else {
      Issue.record("was filed already")
      return
    }
    let order = fixture.order(fence: 2, recorded: destination)
    _ = try fixture.filing.prepare(order)
    #expect(throws: FilingError.stagingLost) {
      try fixture.filing.place(track, for: fixture.order(fence: 1), at: destination)
    }
    try await resume(recorded: true)
  }

  @Test func writesTheValuesThatWereApprovedLast() async throws {
    var earlier = fixture.tag
    earlier.metadata.title = "Earlier"
    _ = try fixture.filing.prepare(fixture.order(fence: 1, tag: earlier))
    try await resume()
  }

  @Test func doesNotTakeATrackFromALaterClaim() async throws {
    try files.moveItem(at: staged("track.mp3"), to: staged("track.6.mp3"))
    await #expect(throws: FilingError.stagingLost) { try await fixture.file(fence: 5) }
    #expect(files.fileExists(atPath: staged("track.6.mp3").path(percentEncoded: false)))
  }

  @Test(arguments: [true, false])
  func saysSoWhereTheTrackIsLost(isFolderThere: Bool) async throws {
    try files.removeItem(at: isFolderThere ? staged("track.mp3") : fixture.stagedFolder)
    await #expect(throws: FilingError.stagingLost) { try await fixture.file(fence: 5) }
    await #expect(throws: FilingError.stagingLost) {
      try await fixture.file(fence: 5, recorded: destination)
    }
  }

  @Test func takesNoOtherTrackAtTheDestinationForItsOwn() async throws {
    try files.removeItem(at: fixture.stagedFolder)
    var other = fixture.tag
    other.downloadID = .random()
    let file = fixture.library.appending(path: destination.description)
    for content in [Data(), Data("ID3".utf8), Data(try other.rendered()) + [1, 2, 3]] {
      try content.write(to: file)
      await #expect(throws: FilingError.stagingLost) {
        try await fixture.file(fence: 5, recorded: destination)
      }
      #expect(try Data(contentsOf: file) == content)
    }
  }

  @Test func leavesAFileAloneThatAnotherFilerMayStillWrite() async throws {
    // The sleeper has the file open and locked, as between its checks and its write.
    try files.moveItem(at: staged("track.mp3"), to: staged("track.4.mp3"))
    let sleeper = try Folder(root: fixture.stagedFolder.path(percentEncoded: false))
      .file("track.4.mp3", writable: true)
    let isLocked = sleeper.lock()
    #expect(isLocked)
    let path = try await fixture.file(fence: 5)
    try sleeper.write([UInt8](repeating: 0xee, count: 50_000), at: 0)
    try await fixture.expectFiled(at: path)
  }

  @Test func movesByLinkWhereRenamingCannotBeExclusive() async throws {
    let staging = try Folder(root: fixture.stagedFolder.path(percentEncoded: false))
    let library = try Folder(root: fixture.library.path(percentEncoded: false))
    try staging.moveByLink("track.mp3", to: library, as: "a.mp3")
    #expect(!files.fileExists(atPath: staged("track.mp3").path(percentEncoded: false)))
    #expect(try fixture.filedPaths() == ["a.mp3"])
    try fixture.stage(try FilingFixture.track.get())
    do {
      try staging.moveByLink("track.mp3", to: library, as: "a.mp3")
      Issue.record("replaced a file")
    } catch {
      #expect(error == FileError(errno: EEXIST, "link track.mp3 to a.mp3"))
    }
    #expect(files.fileExists(atPath: staged("track.mp3").path(percentEncoded: false)))
  }
}
