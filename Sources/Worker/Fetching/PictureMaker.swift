import Foundation
import Logging

/// Makes covers out of pictures that users sent.
struct PictureMaker: Sendable {
  let ffmpeg: String
  let sandbox: Sandbox?
  let logger: Logger

  /// Makes a JPEG of at most 256 KiB; nil where the picture cannot be used.
  func jpeg(from picture: [UInt8]) async throws -> [UInt8]? {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tonearm-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    // A folder in the temporary folder that stays behind does no harm.
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let sent = folder + "/cover.sent"
    try Data(picture).write(to: URL(fileURLWithPath: sent))
    return try await FFmpeg(program: ffmpeg, sandbox: sandbox, folder: folder, logger: logger)
      .makeCover(from: sent)
  }
}
