import Foundation
import Logging

/// Makes covers out of pictures that users sent.
package struct PictureMaker: Sendable {
  let ffmpeg: String
  let sandbox: Sandbox?
  let logger: Logger

  /// Makes a JPEG of at most 256 KiB; nil if the picture cannot be used.
  ///
  /// Throws ``FetchingError`` if the temporary folder has no room for it.
  package func jpeg(from picture: [UInt8]) async throws -> [UInt8]? {
    let scratch = try ScratchFolder()
    defer { withExtendedLifetime(scratch) {} }
    let sent = scratch.path + "/cover.sent"
    do {
      try Data(picture).write(to: URL(fileURLWithPath: sent))
    } catch {
      throw FetchingError.noScratchFolder(reason: "\(error)")
    }
    return try await FFmpeg(
      program: ffmpeg, sandbox: sandbox, folder: scratch.path, logger: logger
    ).makeCover(from: sent)
  }
}
