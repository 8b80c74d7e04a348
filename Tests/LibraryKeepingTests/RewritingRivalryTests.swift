import Catalogue
import Downloads
import Foundation
import AudioFiles
import TestSupport
import Testing

@testable import LibraryKeeping

/// Others who change the file, or fill the disk, while it is rewritten.
@Suite struct RewritingRivalryTests {
  private static var edit: TrackEdit {
    var edit = TrackEdit()
    edit.metadata.title = .set("New")
    return edit
  }

  /// What another program may do to a file while Tonearm writes the new one.
  enum Meddling: CaseIterable {
    case append, rewriteInPlace, replace, link, remove

    func apply(to file: URL) throws {
      let manager = FileManager.default
      switch self {
      case .append, .rewriteInPlace:
        let handle = try FileHandle(forWritingTo: file)
        if self == .append { try handle.seekToEnd() }
        try handle.write(contentsOf: Data("x".utf8))
      case .replace:
        let copy = file.appendingPathExtension("copy")
        try manager.copyItem(at: file, to: copy)
        try #require(
          rename(copy.path(percentEncoded: false), file.path(percentEncoded: false)) == 0)
      case .link:
        let other = file.appendingPathExtension("other")
        try manager.moveItem(at: file, to: other)
        try manager.createSymbolicLink(at: file, withDestinationURL: other)
      case .remove:
        try manager.removeItem(at: file)
      }
    }
  }

  @Test(arguments: Meddling.allCases)
  func neverReplacesAFileThatWasChangedMeanwhile(meddling: Meddling) async throws {
    let fixture = try RewritingFixture()
    let path = try await fixture.makeTrack(.mp3)
    let draft = try #require(
      try await fixture.rewriter.makeDraft(of: path) { audio, file in
        try file.apply(TagChange(Self.edit.metadata, of: audio.tags))
        return try file.parts()
      })
    try meddling.apply(to: fixture.url(path))
    let before = try? fixture.contents(path)
    #expect(throws: RewritingError.changedMeanwhile) {
      try fixture.rewriter.replace(path, with: draft)
    }
    #expect((try? fixture.contents(path)) == before)
    await fixture.rewriter.discard(draft.id)
    try fixture.expectTidy()
  }
}

/// A disk that is full or read-only, where this machine lets the tests make one.
@Suite(.enabled(if: SmallDisk.isPossible)) struct RewritingDiskTests {
  @Test(arguments: [AudioFormat.mp3, .flac, .ogg])
  func leavesTheFileWhereTheDiskIsFullOrReadOnly(format: AudioFormat) async throws {
    let disk = try SmallDisk(sizeBytes: 2 << 20)
    let fixture = try RewritingFixture(library: URL(filePath: disk.path))
    let path = try await fixture.makeTrack(format)
    let before = try fixture.contents(path)
    var edit = TrackEdit()
    edit.metadata.title = .set("New")
    try disk.fill(butFor: 8192)
    await expectLibrary(.diskFull) {
      try await fixture.rewriter.rewrite(path, edit)
    }
    #expect(try fixture.contents(path) == before)
    try fixture.expectTidy()
    try disk.fill(butFor: 1 << 20)
    try disk.remount("ro")
    await expectLibrary(.readOnly) {
      try await fixture.rewriter.rewrite(path, edit)
    }
    try disk.remount("rw")
    _ = try await fixture.rewriter.rewrite(path, edit)
    #expect(try fixture.audio(path).title == "New")
  }
}
