import Foundation
import Logging

/// Makes covers out of pictures that users sent.
struct PictureMaker: Sendable {
  let ffmpeg: String
  let sandbox: Sandbox?
  let logger: Logger

  /// Makes a JPEG of at most 256 KiB; nil where the picture cannot be used.
  func jpeg(from picture: [UInt8]) async throws -> [UInt8]? {
    let scratch = try ScratchFolder()
    defer { withExtendedLifetime(scratch) {} }
    let sent = scratch.path + "/cover.sent"
    try Data(picture).write(to: URL(fileURLWithPath: sent))
    return try await FFmpeg(
      program: ffmpeg, sandbox: sandbox, folder: scratch.path, logger: logger
    ).makeCover(from: sent)
  }
}
