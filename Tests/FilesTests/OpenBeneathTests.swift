import CLinux
import Foundation
import Glibc
import TestSupport
import Testing

/// Opening beneath a folder, by the kernel in one call and by ourselves part by part: they must agree.
@Suite struct OpenBeneathTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let files = FileManager.default
    try files.createDirectory(
      atPath: folder.path(of: "a/b"), withIntermediateDirectories: true)
    try Data("x".utf8).write(to: folder.url.appending(path: "a/file"))
    try files.createSymbolicLink(
      atPath: folder.path(of: "out"), withDestinationPath: "/etc")
    try files.createSymbolicLink(atPath: folder.path(of: "a/in"), withDestinationPath: "b")
  }

  private func open(
    _ path: String, by opener: (Int32, UnsafePointer<CChar>?, Int32, mode_t) -> Int32
  ) throws -> Int32 {
    let root = Glibc.open(folder.path, O_RDONLY | O_DIRECTORY)
    try #require(root >= 0)
    defer { close(root) }
    let result = opener(root, path, O_RDONLY, 0)
    if result >= 0 { close(result) }
    return result
  }

  @Test(arguments: ["a", "a/b", "a//b", "a/file", ".", "a/./b"])
  func opensWhatIsBeneath(path: String) throws {
    #expect(try open(path, by: tonearm_open_beneath) >= 0)
    #expect(try open(path, by: tonearm_open_by_parts) >= 0)
  }

  @Test(arguments: [
    "/etc/passwd", "..", "../etc", "a/../..", "out", "out/passwd", "a/in", "a/in/x", "none", "",
    "a/file/x", String(repeating: "n", count: 300),
  ])
  func opensNothingElse(path: String) throws {
    #expect(try open(path, by: tonearm_open_beneath) < 0)
    #expect(try open(path, by: tonearm_open_by_parts) < 0)
  }
}
