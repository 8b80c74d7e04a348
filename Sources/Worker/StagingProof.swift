import Foundation
import Glibc
import Runtime

/// Shows, before any job is taken, that a file can be made in staging and brought into the library.
struct StagingProof {
  private let stagingFolder: String
  private let libraryFolder: String

  init(_ settings: WorkerSettings) {
    stagingFolder = settings.stagingFolder
    libraryFolder = settings.libraryFolder
  }

  /// Throws ``SettingError`` with the folder and the reason.
  func prove() throws {
    guard isFolder(libraryFolder) else {
      throw SettingError(
        .libraryDir, value: libraryFolder, allowed: "a folder that exists and can be written to")
    }
    let name = "proof-\(UUID().uuidString)"
    let staged = "\(stagingFolder)/\(name)"
    let hidden = "\(libraryFolder)/.tonearm"
    let filed = "\(hidden)/\(name)"
    defer {
      unlink(staged)
      unlink(filed)
    }
    do {
      for folder in [stagingFolder, hidden] {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true,
          attributes: [.posixPermissions: 0o700])
      }
      try Data("Tonearm".utf8).write(to: URL(fileURLWithPath: staged))
    } catch {
      throw SettingError(
        .stagingDir, value: stagingFolder,
        allowed: "a folder that can be written to, beside a library that can be: \(error)")
    }
    // On another file system the track is copied; a file in the library must be possible all the same.
    let moved = rename(staged, filed) == 0
    guard moved || errno == EXDEV && FileManager.default.createFile(atPath: filed, contents: nil)
    else {
      throw SettingError(
        .libraryDir, value: libraryFolder, allowed: "a folder that can be written to")
    }
  }

  private func isFolder(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      && isDirectory.boolValue
  }
}
