import Downloads
import Files
import Foundation
import ID3
import TestSupport
import Testing

@testable import Filing

/// Staging on another file system than the library.
@Suite struct FilingElsewhereTests {
  @Test(arguments: FilingFixture.otherFileSystems)
  func bringsTheTrackOver(elsewhere: String) async throws {
    let fixture = try FilingFixture(elsewhere: elsewhere)
    defer { fixture.removeStagingElsewhere() }
    try await fixture.expectFiled(at: try await fixture.file(fence: 1))
  }

  @Test(arguments: FilingFixture.otherFileSystems)
  func goesOnFromTheCopyWhenTheNameIsTaken(elsewhere: String) async throws {
    let fixture = try FilingFixture(elsewhere: elsewhere)
    defer { fixture.removeStagingElsewhere() }
    let library = fixture.library
    let path = try await fixture.filing.file(
      fixture.order(fence: 1),
      record: { path in
        guard path.description == "Artist - Title.mp3" else { return }
        try Data("snatched".utf8).write(to: library.appending(path: path.description))
      })
    #expect(path.description == "Artist - Title (2).mp3")
    try fixture.expectComplete(try fixture.contents(of: path))
  }
}

/// A disk that is full or read-only, where this machine lets the tests make one.
@Suite(.enabled(if: SmallDisk.isPossible)) struct FilingDiskTests {
  @Test func goesBackUnharmedWhereTheDiskIsFull() async throws {
    let disk = try SmallDisk(sizeBytes: 1 << 20)
    let fixture = try FilingFixture(track: try FilingFixture.makeTrack(padding: 100))
    let filing = Filing(
      libraryFolder: disk.path, stagingFolder: fixture.filing.stagingFolder,
      template: fixture.filing.template, fileMode: 0o644)
    let ballast = disk.path + "/ballast"
    try Data(count: (1 << 20) - 16_384).write(to: URL(filePath: ballast))
    let error = await #expect(throws: FilingError.self) {
      try await filing.file(fixture.order(fence: 1), record: { _ in })
    }
    #expect(error?.condition == .diskFull)
    #expect(
      try FileManager.default.subpathsOfDirectory(atPath: disk.path).filter {
        $0.hasSuffix(".mp3") || $0.hasSuffix(".part")
      } == [])
    try FileManager.default.removeItem(atPath: ballast)
    let path = try await filing.file(fixture.order(fence: 2), record: { _ in })
    try fixture.expectComplete(
      try Data(contentsOf: URL(filePath: disk.path).appending(path: path.description)))
  }

  @Test func goesBackUnharmedWhereTheDiskIsReadOnly() async throws {
    let disk = try SmallDisk(sizeBytes: 1 << 20)
    let fixture = try FilingFixture()
    let filing = Filing(
      libraryFolder: disk.path, stagingFolder: fixture.filing.stagingFolder,
      template: fixture.filing.template, fileMode: 0o644)
    try disk.remount("ro")
    let error = await #expect(throws: FilingError.self) {
      try await filing.file(fixture.order(fence: 1), record: { _ in })
    }
    #expect(error?.condition == .readOnly)
    try disk.remount("rw")
    let path = try await filing.file(fixture.order(fence: 2), record: { _ in })
    try fixture.expectComplete(
      try Data(contentsOf: URL(filePath: disk.path).appending(path: path.description)))
  }
}
