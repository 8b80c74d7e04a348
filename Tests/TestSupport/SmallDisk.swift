import Foundation

/// A small file system in memory, mounted while it is referenced.
package final class SmallDisk: Sendable {
  /// The folder that it is mounted at.
  package let path: String
  private let folder: TemporaryFolder

  /// Whether this machine lets us mount one: it takes an administrator, and few containers have one.
  package static let isPossible: Bool = {
    do {
      _ = try SmallDisk(sizeBytes: 1 << 20)
      return true
    } catch {
      return false
    }
  }()

  /// Mounts a new one in a folder of its own.
  package init(sizeBytes: Int) throws {
    folder = try TemporaryFolder()
    path = folder.path
    try Self.run("mount", ["-t", "tmpfs", "-o", "size=\(sizeBytes)", "tonearm-test", path])
  }

  deinit {
    // Clean-up: a mount that is busy goes when it no longer is.
    try? Self.run("umount", ["--lazy", path])
  }

  /// Changes an option of the mount, such as "ro".
  package func remount(_ option: String) throws {
    try Self.run("mount", ["-o", "remount,\(option)", path])
  }

  /// Fills it until `freeBytes` are left, or makes room again.
  package func fill(butFor freeBytes: Int) throws {
    let ballast = URL(filePath: path).appending(path: "ballast")
    try Data().write(to: ballast)
    let values = try FileManager.default.attributesOfFileSystem(forPath: path)
    let free = values[.systemFreeSize] as? Int ?? 0
    try Data(count: max(0, free - freeBytes)).write(to: ballast)
  }

  private static func run(_ program: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Program.Failed(description: "\(program) \(arguments.joined(separator: " ")) failed")
    }
  }
}
