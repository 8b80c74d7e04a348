import Files
import Foundation
import Glibc
import Runtime

/// Checks that a file can be made in staging and moved into the library.
struct StorageProbe: Sendable {
  private static let prefix = "probe-"
  /// Older files are leftovers: no storage takes that long.
  private static let longest: TimeInterval = 600

  let stagingFolder: String
  let libraryFolder: String

  init(_ settings: WorkerSettings) {
    stagingFolder = settings.stagingFolder
    libraryFolder = settings.libraryFolder
  }

  /// Throws ``SettingError`` if the library folder is missing or staging accepts no files: no job could be done.
  func probeStaging() throws {
    guard isFolder(libraryFolder) else {
      throw SettingError(
        .libraryDir, value: libraryFolder, allowed: "a folder that exists and can be written to")
    }
    do {
      try makeFolder(stagingFolder)
      let staged = "\(stagingFolder)/\(Self.name())"
      try write(staged)
      unlink(staged)
    } catch {
      throw SettingError(
        .stagingDir, value: stagingFolder, allowed: "a folder that can be written to: \(error)")
    }
  }

  /// Throws ``SettingError`` if the library does not accept a file from staging: it may be read-only, or full.
  func probeLibrary() throws {
    let name = Self.name()
    let staged = "\(stagingFolder)/\(name)"
    let filed = "\(tonearmFolder)/\(name)"
    defer {
      unlink(staged)
      unlink(filed)
    }
    do {
      // Not to be made: a library whose disk is away is missing, not empty.
      guard isFolder(libraryFolder) else {
        throw FileError(errno: ENOENT, "find the folder", isRoot: true)
      }
      try makeFolder(tonearmFolder)
      try write(staged)
      if rename(staged, filed) == 0 { return }
      guard errno == EXDEV else { throw FileError(errno: errno, "rename into the library") }
      // On another file system the track is copied.
      try write(filed)
    } catch {
      throw SettingError(
        .libraryDir, value: libraryFolder, allowed: "a folder that can be written to: \(error)")
    }
  }

  /// Removes leftovers of workers that died during a probe.
  func sweep() {
    for folder in [stagingFolder, tonearmFolder] {
      let own = "\(folder)/\(Self.name())"
      defer { unlink(own) }
      // If this fails, the next sweep tries again. Its own file, because the storage's clock may differ from this host's.
      guard (try? write(own)) != nil, let now = modificationTime(own),
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
      else { continue }
      for name in names where name.hasPrefix(Self.prefix) {
        let path = "\(folder)/\(name)"
        if let written = modificationTime(path), written < now - Self.longest { unlink(path) }
      }
    }
  }

  private func modificationTime(_ path: String) -> Date? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
  }

  private var tonearmFolder: String { "\(libraryFolder)/.tonearm" }

  private static func name() -> String { prefix + UUID().uuidString }

  private func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  private func write(_ path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw FileError(errno: errno, "make a file") }
    defer { close(file) }
    guard Glibc.write(file, "Tonearm", 7) == 7, fsync(file) == 0 else {
      throw FileError(errno: errno, "write a file")
    }
  }

  private func isFolder(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      && isDirectory.boolValue
  }
}
