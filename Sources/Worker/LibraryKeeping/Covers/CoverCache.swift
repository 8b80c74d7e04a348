import Catalogue
import Crypto
import Downloads
import Fetching
import Files
import Foundation
import Logging
import NIOPosix

/// The covers of tracks in the sizes that pages show, named by the SHA-256 of the picture they were made from.
///
/// `folder` is the worker's to write and the API's to read: ``CoverSize/path(hash:)`` says where in it a cover is.
/// It can be removed at any time, and is then made again as the second pass of tracks is.
struct CoverCache: Sendable {
  let folder: String
  let ffmpeg: String
  let sandbox: Sandbox?
  let logger: Logger

  private static let workFolder = ".making"

  /// Keeps a picture in all sizes, and returns its hash; nil where it is none that can be used.
  ///
  /// A picture that is kept already costs no more than its hash.
  func keep(_ picture: [UInt8]) async throws -> String? {
    guard picture.count <= CoverSource.limitBytes,
      CoverType.allCases.contains(where: { $0.begins(picture) })
    else { return nil }
    let hash = Self.hash(picture)
    if try await blocking({ try has(hash) }) { return hash }

    let id = UUID().uuidString.lowercased()
    do {
      let made = try await make(picture, id)
      if made { try await blocking { try place(id, hash) } }
      await discard(id)
      return made ? hash : nil
    } catch {
      await discard(id)
      throw error
    }
  }

  /// Removes the covers of other pictures than these, and what crashes left behind; nothing that is younger than
  /// `age`, whose track may not be stored yet.
  func removeAll(except used: Set<String>, olderThan age: Duration = .seconds(3600)) async throws {
    try await blocking {
      let covers = try opened()
      let latest = time(nil) - Int(age.components.seconds)
      try covers.forEachFolder { _, shelf in
        for name in try shelf.names() where !used.contains(String(name.prefix { $0 != "-" })) {
          guard let status = try shelf.status(of: name), status.st_mtim.tv_sec <= latest else {
            continue
          }
          if status.st_mode & S_IFMT == S_IFDIR {
            try shelf.removeTree(name)
          } else {
            try shelf.removeIfPresent(name)
          }
        }
      }
    }
  }

  /// Makes all sizes in a folder of their own; false where the picture cannot be read.
  private func make(_ picture: [UInt8], _ id: String) async throws -> Bool {
    try await blocking {
      let work = try opened().makingFolder([Self.workFolder, id], mode: 0o700)
      try work.makingFile("source").write(picture, at: 0)
    }
    let program = FFmpeg(
      program: ffmpeg, sandbox: sandbox, folder: "\(folder)/\(Self.workFolder)/\(id)",
      logger: logger)
    return try await program.makeThumbnails(
      from: "source", sizes: CoverSize.allCases.map { ($0.rawValue, $0.pixels) })
  }

  /// Moves the covers to where the API looks for them.
  private func place(_ id: String, _ hash: String) throws {
    let covers = try opened()
    let work = try covers.folder("\(Self.workFolder)/\(id)")
    for size in CoverSize.allCases {
      let file = try work.file(size.rawValue, writable: true)
      try file.setMode(0o640)
      try file.sync()
      guard let path = TrackPath(size.path(hash: hash)) else { continue }
      try DirectoryEntry(making: path, in: covers, mode: 0o750).replace(
        with: size.rawValue, from: work)
    }
  }

  private func has(_ hash: String) throws -> Bool {
    let covers = try opened()
    return try CoverSize.allCases.allSatisfy { try covers.status(of: $0.path(hash: hash)) != nil }
  }

  /// Opens the folder, making it.
  private func opened() throws -> Folder {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o750])
    return try Folder(root: folder)
  }

  private func discard(_ id: String) async {
    // Clean-up: what cannot be removed now goes with the unused covers.
    try? await blocking { try opened().folder(Self.workFolder).removeTree(id) }
  }

  private static func hash(_ picture: [UInt8]) -> String {
    SHA256.hash(data: picture).hexadecimal
  }

  private func blocking<Result: Sendable>(
    _ work: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await NIOThreadPool.singleton.runIfActive(work)
  }
}
