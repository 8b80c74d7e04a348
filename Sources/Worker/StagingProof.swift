import Foundation
import Glibc
import Runtime

/// Shows that a file can be made in staging and brought into the library.
struct StagingProof: Sendable {
  let stagingFolder: String
  let libraryFolder: String

  init(_ settings: WorkerSettings) {
    stagingFolder = settings.stagingFolder
    libraryFolder = settings.libraryFolder
  }

  /// Throws ``SettingError`` where the library folder is not there or staging takes no files: no job could be done.
  func proveStaging() throws {
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

  /// Throws ``SettingError`` where the library does not take a file from staging: it may be read-only, or full.
  func proveLibrary() throws {
    let name = Self.name()
    let staged = "\(stagingFolder)/\(name)"
    let filed = "\(libraryFolder)/.tonearm/\(name)"
    defer {
      unlink(staged)
      unlink(filed)
    }
    do {
      // Not to be made: a library whose disk is away is missing, not empty.
      guard isFolder(libraryFolder) else { throw FilingError.libraryMissing }
      try makeFolder("\(libraryFolder)/.tonearm")
      try write(staged)
      if rename(staged, filed) == 0 { return }
      guard errno == EXDEV else { throw FilingError(errno: errno, "rename into the library") }
      // On another file system the track is copied.
      try write(filed)
    } catch {
      throw SettingError(
        .libraryDir, value: libraryFolder, allowed: "a folder that can be written to: \(error)")
    }
  }

  private static func name() -> String { "proof-\(UUID().uuidString)" }

  private func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  private func write(_ path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw FilingError(errno: errno, "make a file") }
    defer { close(file) }
    guard Glibc.write(file, "Tonearm", 7) == 7, fsync(file) == 0 else {
      throw FilingError(errno: errno, "write a file")
    }
  }

  private func isFolder(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      && isDirectory.boolValue
  }
}
