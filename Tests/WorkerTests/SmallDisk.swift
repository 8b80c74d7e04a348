import Foundation
import TestSupport
import Testing

/// A small file system in memory, mounted while it is referenced.
final class SmallDisk {
  private let folder: TemporaryFolder

  var path: String { folder.path }

  /// Whether this machine lets us mount one: it takes an administrator, and few containers have one.
  static let isPossible: Bool = {
    do {
      _ = try SmallDisk(sizeBytes: 1 << 20)
      return true
    } catch {
      return false
    }
  }()

  init(sizeBytes: Int) throws {
    folder = try TemporaryFolder()
    try Self.run("mount", ["-t", "tmpfs", "-o", "size=\(sizeBytes)", "tonearm-test", folder.path])
  }

  deinit {
    // Clean-up: a mount that is busy goes when it no longer is.
    try? Self.run("umount", ["--lazy", folder.path])
  }

  /// Changes an option of the mount, such as "ro".
  func remount(_ option: String) throws {
    try Self.run("mount", ["-o", "remount,\(option)", folder.path])
  }

  private static func run(_ program: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }
}
