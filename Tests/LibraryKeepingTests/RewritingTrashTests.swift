import Catalogue
import Downloads
import Foundation
import TestSupport
import Testing

@testable import LibraryKeeping

@Suite struct RewritingTrashTests {
  private let folder: TemporaryFolder
  private let trash: LibraryTrash
  private let id = TrackID.random()

  init() throws {
    folder = try TemporaryFolder()
    trash = LibraryTrash(libraryFolder: folder.path, folderMode: 0o755)
  }

  private func write(_ text: String, _ path: String) throws {
    let url = folder.url.appending(path: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  private func text(_ path: String) -> String? {
    (try? Data(contentsOf: folder.url.appending(path: path))).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  private func path(_ text: String) throws -> TrackPath { try #require(TrackPath(text)) }

  @Test func movesAFileThereAndBack() async throws {
    try write("sound", "Ä/b c.mp3")
    try await trash.trash(id, try path("Ä/b c.mp3"))
    #expect(text("Ä/b c.mp3") == nil)
    #expect(text(".tonearm/trash/\(id)/b c.mp3") == "sound")
    #expect(text(".tonearm/trash/\(id)/.trashed.json")?.contains("\"Ä/b c.mp3\"") == true)
    try FileManager.default.removeItem(at: folder.url.appending(path: "Ä"))
    #expect(try await trash.restore(id).description == "Ä/b c.mp3")
    #expect(text("Ä/b c.mp3") == "sound")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path(of: ".tonearm/trash")) == [])
  }

  @Test func canBeRepeated() async throws {
    try write("sound", "a.mp3")
    for _ in 0..<2 { try await trash.trash(id, try path("a.mp3")) }
    #expect(text(".tonearm/trash/\(id)/a.mp3") == "sound")
    #expect(try await trash.restore(id).description == "a.mp3")
    await #expect(throws: RewritingError.missing) { try await trash.restore(id) }
  }

  /// The note is written first, and removed last.
  @Test func endsWhatACrashInterrupted() async throws {
    try write("sound", "a.mp3")
    try await trash.trash(id, try path("a.mp3"))
    let note = try #require(text(".tonearm/trash/\(id)/.trashed.json"))
    // Written down, but not moved.
    _ = try await trash.restore(id)
    try write(note, ".tonearm/trash/\(id)/.trashed.json")
    try await trash.trash(id, try path("a.mp3"))
    #expect(text(".tonearm/trash/\(id)/a.mp3") == "sound")
    // Moved back, but not removed.
    _ = try await trash.restore(id)
    try write(note, ".tonearm/trash/\(id)/.trashed.json")
    #expect(try await trash.restore(id).description == "a.mp3")
    #expect(text("a.mp3") == "sound")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path(of: ".tonearm/trash")) == [])
  }

  @Test func restoresBesideWhatTookThePlace() async throws {
    try write("sound", "a.b.mp3")
    try await trash.trash(id, try path("a.b.mp3"))
    try write("other", "a.b.mp3")
    try write("another", "a.b (2).mp3")
    #expect(try await trash.restore(id).description == "a.b (3).mp3")
    #expect(text("a.b.mp3") == "other" && text("a.b (2).mp3") == "another")
    #expect(text("a.b (3).mp3") == "sound")
  }

  @Test func keepsWhatWentThereTwice() async throws {
    try write("old", "a.mp3")
    try await trash.trash(id, try path("a.mp3"))
    try write("new", "a.mp3")
    try await trash.trash(id, try path("a.mp3"))
    _ = try await trash.restore(id)
    #expect(text("a.mp3") == "new")
    #expect(try await trash.purge(before: .distantFuture) == 1)
  }

  @Test func keepsBytesThatAreNoText() async throws {
    try write("sound", "a.mp3")
    let path = try #require(TrackPath([0x61, 0xff, 0x2e, 0x6d]))
    let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY)
    defer { close(descriptor) }
    let name = path.bytes.map { CChar(bitPattern: $0) } + [0]
    #expect(renameat(descriptor, "a.mp3", descriptor, name) == 0)
    try await trash.trash(id, path)
    #expect(faccessat(descriptor, name, F_OK, 0) != 0)
    #expect(try await trash.restore(id) == path)
    #expect(faccessat(descriptor, name, F_OK, 0) == 0)
  }

  @Test func followsNoLink() async throws {
    let outside = try TemporaryFolder()
    try Data("outside".utf8).write(to: outside.url.appending(path: "a.mp3"))
    try FileManager.default.createSymbolicLink(
      at: folder.url.appending(path: "folder"), withDestinationURL: outside.url)
    try FileManager.default.createSymbolicLink(
      at: folder.url.appending(path: "a.mp3"),
      withDestinationURL: outside.url.appending(path: "a.mp3"))
    for name in ["folder/a.mp3", "a.mp3", "absent.mp3"] {
      let path = try path(name)
      await #expect(throws: RewritingError.missing) { try await trash.trash(id, path) }
    }
    try write("sound", "Folder/b.mp3")
    try await trash.trash(id, try path("Folder/b.mp3"))
    try FileManager.default.removeItem(at: folder.url.appending(path: "Folder"))
    try FileManager.default.createSymbolicLink(
      at: folder.url.appending(path: "Folder"), withDestinationURL: outside.url)
    await #expect(throws: RewritingError.self) { try await trash.restore(id) }
    #expect(text(".tonearm/trash/\(id)/b.mp3") == "sound")
    #expect(try FileManager.default.contentsOfDirectory(atPath: outside.path) == ["a.mp3"])
  }

  @Test func purgesWhatIsOldAndNothingElse() async throws {
    #expect(try await trash.purge(before: .distantFuture) == 0)
    let old = TrackID.random()
    try write("old", "old.mp3")
    try write("new", "new.mp3")
    try await trash.trash(old, try path("old.mp3"), at: Date(timeIntervalSince1970: 1000))
    try await trash.trash(id, try path("new.mp3"))
    #expect(try await trash.purge(before: Date(timeIntervalSince1970: 999)) == 0)
    #expect(try await trash.purge(before: Date(timeIntervalSince1970: 2000)) == 1)
    await #expect(throws: RewritingError.missing) { try await trash.restore(old) }
    #expect(try await trash.restore(id).description == "new.mp3")
  }
}
