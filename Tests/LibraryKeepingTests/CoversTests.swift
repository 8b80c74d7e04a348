import Catalogue
import Fetching
import Foundation
import Logging
import AudioFiles
import TestSupport
import Testing

@testable import LibraryKeeping

@Suite struct CoversTests {
  private let folder: TemporaryFolder
  private let cache: CoverCache

  init() throws {
    folder = try TemporaryFolder()
    cache = Self.cache(folder, sandbox: nil)
  }

  private static func cache(_ folder: TemporaryFolder, sandbox: Sandbox?) -> CoverCache {
    CoverCache(
      folder: folder.path(of: "covers"), ffmpeg: "/usr/bin/ffmpeg", sandbox: sandbox,
      logger: Logger(label: "test"))
  }

  @Test func worksInsideTheSandbox() async throws {
    let cache = Self.cache(folder, sandbox: try Sandbox(programs: ["/usr/bin/ffmpeg"]))
    let hash = try #require(try await cache.keep(try picture("testsrc=size=66x66", "inside.png")))
    #expect(try files() == CoverSize.allCases.map { $0.path(hash: hash) }.sorted())
  }

  private func picture(_ source: String, _ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: try RewritingFixture.makePicture(source, name))))
  }

  private func path(_ hash: String, _ size: CoverSize) -> String {
    cache.folder + "/" + size.path(hash: hash)
  }

  private func pixels(_ path: String) async throws -> String {
    try await Program.output([
      "ffprobe", "-v", "error", "-show_entries", "stream=codec_name,width,height", "-of",
      "csv=p=0", path,
    ]).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func files() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: cache.folder)
      .filter { $0.hasSuffix(".jpg") || $0.hasPrefix(".making/") }.sorted()
  }

  @Test(arguments: [
    ("testsrc=size=1000x1000", "a.jpg", "mjpeg,128,128", "mjpeg,640,640"),
    ("testsrc=size=1000x500", "b.png", "mjpeg,128,64", "mjpeg,640,320"),
    ("testsrc=size=300x900", "c.webp", "mjpeg,43,128", "mjpeg,213,640"),
    ("testsrc=size=100x90", "d.png", "mjpeg,100,90", "mjpeg,100,90"),
  ])
  func keepsAPictureInBothSizes(source: String, name: String, small: String, large: String)
    async throws
  {
    let picture = try picture(source, name)
    let hash = try #require(try await cache.keep(picture))
    #expect(try await pixels(path(hash, .small)) == small)
    #expect(try await pixels(path(hash, .large)) == large)
    let listed = try await Program.output([
      "sha256sum", RewritingFixture.makePicture(source, "x" + name),
    ])
    #expect(listed.hasPrefix(hash))
    #expect(try files().count == 2)
  }

  @Test func makesNothingTwice() async throws {
    let picture = try picture("testsrc=size=200x200", "once.jpg")
    let hash = try #require(try await cache.keep(picture))
    let made = try FileManager.default.attributesOfItem(atPath: path(hash, .small))
    #expect(try await cache.keep(picture) == hash)
    let now = try FileManager.default.attributesOfItem(atPath: path(hash, .small))
    #expect(made[.systemFileNumber] as? Int == now[.systemFileNumber] as? Int)
    // Half of it is not all of it.
    try FileManager.default.removeItem(atPath: path(hash, .large))
    #expect(try await cache.keep(picture) == hash)
    #expect(FileManager.default.fileExists(atPath: path(hash, .large)))
  }

  @Test func takesNoPictureThatIsNone() async throws {
    let good = try picture("testsrc=size=200x200", "good.png")
    let bomb = Array(good[..<16]) + [0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff] + good[24...]
    let bad: [[UInt8]] = [
      [], Array("text".utf8), Array("#EXTM3U\nfile:///etc/passwd".utf8), Array(good[..<50]), bomb,
      [0xff, 0xd8, 0xff] + [UInt8](repeating: 0, count: 1000),
      good + [UInt8](repeating: 0, count: CoverSource.limitBytes),
    ]
    for picture in bad { #expect(try await cache.keep(picture) == nil) }
    let isMade = FileManager.default.fileExists(atPath: cache.folder)
    #expect(try !isMade || files() == [])
  }

  @Test func removesWhatIsNotUsed() async throws {
    let kept = try #require(try await cache.keep(try picture("testsrc=size=64x64", "kept.png")))
    let gone = try #require(try await cache.keep(try picture("testsrc=size=65x65", "gone.png")))
    let left = cache.folder + "/.making/left"
    try FileManager.default.createDirectory(atPath: left, withIntermediateDirectories: true)
    try await cache.removeAll(except: [kept])
    #expect(FileManager.default.fileExists(atPath: path(gone, .small)))
    try await cache.removeAll(except: [kept], olderThan: .zero)
    #expect(try files() == CoverSize.allCases.map { $0.path(hash: kept) }.sorted())
  }

  @Test(arguments: RewritingFixture.formats)
  func takesTheEmbeddedPictureFirst(format: AudioFormat) async throws {
    let fixture = try RewritingFixture()
    let path = try await fixture.makeTrack(format)
    let source = CoverSource(libraryFolder: fixture.library.path(percentEncoded: false))
    let other = try RewritingFixture.otherCover.get()
    try Data(other.data).write(to: fixture.library.appending(path: "cover.jpg"))
    let embedded = try Data(contentsOf: URL(filePath: try RewritingFixture.picture.get()))
    #expect(try source.picture(of: path) == Array(embedded))
  }

  @Test(arguments: ["cover.jpg", "Folder.JPG", "FRONT.png", "front.webp", "folder.jpeg"])
  func takesThePictureBesideTheFile(name: String) async throws {
    let fixture = try RewritingFixture()
    let path = try await fixture.makeTrack(.mp3, isTagged: false)
    let source = CoverSource(libraryFolder: fixture.library.path(percentEncoded: false))
    #expect(try source.picture(of: path) == nil)
    try Data("picture".utf8).write(to: fixture.library.appending(path: name))
    #expect(try source.picture(of: path) == Array("picture".utf8))
  }

  @Test func followsNoLinkToAPicture() async throws {
    let fixture = try RewritingFixture()
    let path = try await fixture.makeTrack(.mp3, isTagged: false)
    let source = CoverSource(libraryFolder: fixture.library.path(percentEncoded: false))
    try FileManager.default.createSymbolicLink(
      at: fixture.library.appending(path: "cover.jpg"),
      withDestinationURL: URL(filePath: "/etc/passwd"))
    #expect(
      mkfifo(fixture.library.appending(path: "folder.jpg").path(percentEncoded: false), 0o600) == 0)
    let large = fixture.library.appending(path: "front.jpg")
    try Data().write(to: large)
    #expect(truncate(large.path(percentEncoded: false), 1 << 30) == 0)
    #expect(try source.picture(of: path) == nil)
  }
}
