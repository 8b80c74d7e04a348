import Downloads
import Foundation
import Logging

/// Our own runs of ffmpeg on what a site sent: local files and known formats only, no network.
struct FFmpeg: Sendable {
  let program: String
  let sandbox: Sandbox?
  /// The job's folder.
  let folder: String
  let logger: Logger

  /// The room for the tag that filing writes: the largest cover and as much again for text.
  static let tagRoomBytes = 320 * 1024

  static let fence = [
    "-nostdin", "-hide_banner", "-v", "error", "-xerror", "-protocol_whitelist", "file,pipe",
  ]
  private static let audioFormats = "mp3,aac,mov,matroska,webm,ogg,flac,wav,mpegts"
  static let imageFormats = "image2,jpeg_pipe,png_pipe,webp_pipe"
  static let imageLimitPixels = 50_000_000
  private static let coverLimitBytes = 256 * 1024

  /// Makes the MP3 at `output` out of the file at `input`: MP3 is copied, all else encoded.
  ///
  /// `progress` hears how many seconds are done. Throws ``DownloadFailure`` where it is no sound that can
  /// be decoded to its end.
  func makeMP3(
    from input: String, to output: String,
    progress: @Sendable @escaping (Double) async throws -> Void
  ) async throws {
    let plain = [
      "-map", "0:a:0", "-map_metadata", "-1", "-map_chapters", "-1", "-vn", "-sn", "-dn",
    ]
    let tagRoom = [
      "-write_id3v1", "0", "-id3v2_version", "4", "-metadata_header_padding",
      "\(Self.tagRoomBytes)",
      "-f", "mp3", output,
    ]
    let source =
      Self.fence + [
        "-progress", "pipe:1", "-y", "-format_whitelist", Self.audioFormats, "-i", input,
      ]
    if input.hasSuffix(".mp3") {
      // Decoded as well: what cannot be decoded must not reach the library by being copied.
      let decoded = ["-map", "0:a:0", "-f", "null", "-"]
      let copied = try await run(source + plain + ["-c:a", "copy"] + tagRoom + decoded, progress)
      if copied.succeeded { return }
    }
    let encoded = try await run(
      source + plain + ["-c:a", "libmp3lame", "-q:a", "0"] + tagRoom, progress)
    guard encoded.succeeded else {
      throw Self.failure(errorOutput: encoded.errorOutput)
    }
  }

  /// Makes a JPEG of at most 256 KiB out of the picture at `input`; nil where it is none that can be used.
  func makeCover(from input: String) async throws -> [UInt8]? {
    let output = folder + "/cover.out.jpg"
    for side in [1200, 800, 500, 300] {
      let outcome = try await run(
        Self.fence + [
          "-y", "-max_pixels", "\(Self.imageLimitPixels)", "-format_whitelist", Self.imageFormats,
          "-i", input, "-map_metadata", "-1", "-frames:v", "1", "-vf",
          "scale='min(\(side),iw)':'min(\(side),ih)':force_original_aspect_ratio=decrease",
          "-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-q:v", "3", "-f", "image2", "-update", "1",
          output,
        ], { _ in })
      if !outcome.succeeded {
        logger.info("a cover cannot be used", metadata: ["detail": "\(outcome.errorOutput)"])
      }
      guard outcome.succeeded, let data = FileManager.default.contents(atPath: output),
        !data.isEmpty
      else { return nil }
      if data.count <= Self.coverLimitBytes { return Array(data) }
    }
    return nil
  }

  private func run(
    _ arguments: [String], _ progress: @Sendable @escaping (Double) async throws -> Void
  ) async throws -> JobProcess.Outcome {
    try await run(arguments) { line in
      if line.hasPrefix("out_time_us="), let micros = Double(line.dropFirst("out_time_us=".count)) {
        try await progress(micros / 1_000_000)
      }
    }
  }

  /// Runs ffmpeg in the job's folder and hands it every line that it prints.
  func run(
    _ arguments: [String], line: @Sendable @escaping (String) async throws -> Void
  ) async throws -> JobProcess.Outcome {
    let child = JobProcess(
      program, arguments,
      environment: ["PATH": "/usr/bin:/bin", "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8"],
      folder: folder, sandbox: sandbox)
    return try await child.run(line: line)
  }

  private static func failure(errorOutput: String) -> DownloadFailure {
    let code: FailureCode =
      if errorOutput.contains("matches no streams") {
        .noAudio
      } else if errorOutput.contains("No space left on device") {
        .diskFull
      } else if errorOutput.contains("Read-only file system") {
        .internal
      } else {
        .brokenMedia
      }
    return DownloadFailure(code, detail: errorOutput)
  }
}
