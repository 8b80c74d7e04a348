import Catalogue
import Files
import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import LibraryKeeping

@Suite struct WatchingWalkTests {
  private let temporary: TemporaryFolder
  private let folder: WatchingFolder

  init() throws {
    temporary = try TemporaryFolder()
    folder = WatchingFolder(path: temporary.path)
  }

  private func found(from start: FolderPath = .root) throws -> Set<String> {
    Set(
      try LibraryWalk(root: folder.path, from: start).map { finding in
        switch finding {
        case .folder(let path): "\(path)/"
        case .audio(let file): "\(file.path)"
        case .picture(let file): "picture \(file.path)"
        case .unreadable(let path, let error): "unreadable \(path): \(error.errno)"
        }
      })
  }

  @Test func findsFoldersAudioAndPictures() throws {
    for name in ["a", "a/b", ".hidden", ".tonearm", "a/@eaDir"] { try folder.makeFolder("\(name)") }
    for name in [
      "1.mp3", "a/2.FLAC", "a/b/3.opus", "a/cover.jpg", "a/notes.txt", "a/4.mp3.part",
      ".tonearm/5.mp3", "a/@eaDir/6.mp3", ".7.mp3",
    ] { try folder.write("\(name)") }
    #expect(
      try found() == ["a/", "a/b/", "1.mp3", "a/2.FLAC", "a/b/3.opus", "picture a/cover.jpg"])
  }

  @Test func beginsInAFolder() throws {
    try folder.makeFolder("a")
    try folder.makeFolder("a/b")
    try folder.write("a/b/1.mp3")
    try folder.write("2.mp3")
    #expect(try found(from: .beneath(.at("a"))) == ["a/b/", "a/b/1.mp3"])
    #expect(try found(from: .beneath(.at("a/missing"))) == [])
    #expect(try found(from: .beneath(.at("2.mp3"))) == [])
  }

  @Test func failsWithoutTheLibrary() throws {
    #expect(throws: FileError.self) { try LibraryWalk(root: folder.path + "/missing") }
  }

  @Test func followsNoLink() throws {
    try folder.makeFolder("a")
    try folder.write("a/1.mp3")
    try folder.link(to: "..", "a/loop")
    try folder.link(to: "a", "b")
    try folder.link(to: "a/1.mp3", "2.mp3")
    #expect(try found() == ["a/", "a/1.mp3"])
    #expect(try found(from: .beneath(.at("b"))) == [])
  }

  @Test func takesNamesThatAreNotUTF8() throws {
    let name: [UInt8] = [0xff, 0xfe] + Array(".mp3".utf8)
    try folder.write(.init(name))
    let walk = try LibraryWalk(root: folder.path)
    #expect(
      walk.map { if case .audio(let file) = $0 { file.path.bytes } else { [] } } == [name])
  }

  @Test(.enabled("nothing is unreadable to root") { geteuid() != 0 })
  func tellsWhatItCannotRead() throws {
    for name in ["a", "b"] { try folder.makeFolder("\(name)") }
    try folder.write("a/1.mp3")
    try folder.write("b/2.mp3")
    try folder.setMode(0, of: "a")
    defer { try? folder.setMode(0o700, of: "a") }
    #expect(try found() == ["unreadable a: \(EACCES)", "b/", "b/2.mp3"])
  }

  @Test func stopsAtADepth() throws {
    var path = ""
    for _ in 0...FolderPath.maximumDepth {
      path += path.isEmpty ? "d" : "/d"
      try folder.makeFolder("\(path)")
      try folder.write("\(path)/1.mp3")
    }
    let found = try found()
    #expect(found.count { $0.hasSuffix("1.mp3") } == FolderPath.maximumDepth)
    #expect(found.contains("unreadable \(path): \(ENAMETOOLONG)"))
  }

  @Test func goesOnWhenFoldersVanish() throws {
    for name in ["a", "b", "c"] {
      try folder.makeFolder("\(name)")
      try folder.write("\(name)/1.mp3")
    }
    var walk = try LibraryWalk(root: folder.path).makeIterator()
    guard case .folder(let first) = walk.next() else { throw CancellationError() }
    for name in ["a", "b", "c"] where name != "\(first)" { try folder.remove("\(name)") }
    var rest: [LibraryWalk.Finding] = []
    while let finding = walk.next() { rest.append(finding) }
    #expect(
      rest.allSatisfy {
        if case .audio(let file) = $0 { file.path.folder == .beneath(first) } else { false }
      })
    #expect(rest.count == 1)
  }
}
