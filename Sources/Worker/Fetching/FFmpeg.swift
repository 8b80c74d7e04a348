import Downloads
import Foundation
import Logging
import Synchronization

/// Our own runs of ffmpeg on files from outside: local files and known formats only, no network.
package struct FFmpeg: Sendable {
  private let program: String
  private let sandbox: Sandbox?
  private let folder: String
  private let logger: Logger

  /// The room for the tag that filing writes: the largest cover and as much again for text.
  private static let tagRoomBytes = 320 * 1024

  /// Fails at the first error.
  private static let fence = tolerantFence + ["-xerror"]
  /// Goes on after an error.
  private static let tolerantFence = [
    "-nostdin", "-hide_banner", "-v", "error", "-protocol_whitelist", "file,pipe",
  ]
  /// None that leads to other files.
  private static let audioFormats = [
    "mp3", "aac", "mov", "matroska", "webm", "ogg", "flac", "wav", "mpegts", "aiff", "asf", "flv",
    "ac3", "eac3", "dts", "caf", "au", "mpeg", "wv", "ape", "tta", "amr",
  ].joined(separator: ",")
  private static let imageFormats = "image2,jpeg_pipe,png_pipe,webp_pipe"
  private static let imageLimitPixels = 50_000_000
  private static let coverLimitBytes = 256 * 1024
  /// Whatever is narrower or lower is no cover, but there to count visitors or to fill a gap.
  private static let coverLeastPixels = 32
  /// Brightness and colours of a picture go from 0 to 255; one in which they differ by less is blank.
  private static let coverLeastContrast = 6

  /// Runs the program at the path `program` in `folder`, which holds all files that it reads and writes.
  package init(program: String, sandbox: Sandbox?, folder: String, logger: Logger) {
    self.program = program
    self.sandbox = sandbox
    self.folder = folder
    self.logger = logger
  }

  /// Makes the MP3 at `output` out of the file at `input`: an MP3 without flaws is copied, everything else encoded.
  ///
  /// What cannot be decoded is left out, such as a tag behind the sound. `progress` is called with the seconds that are
  /// done. Throws ``DownloadFailure`` if less than half of the sound can be decoded.
  func makeMP3(
    from input: String, to output: String,
    progress: @Sendable @escaping (Double) async throws -> Void
  ) async throws {
    let source = ["-progress", "pipe:1", "-y"] + Self.audioInput(input)
    let plain = [
      "-map", "0:a:0", "-map_metadata", "-1", "-map_chapters", "-1", "-vn", "-sn", "-dn",
    ]
    let tagRoom = [
      "-write_id3v1", "0", "-id3v2_version", "4", "-metadata_header_padding",
      "\(Self.tagRoomBytes)",
      "-f", "mp3", output,
    ]
    if Self.mayHoldMP3(input) {
      // Decoded as well: what cannot be decoded must not reach the library by being copied.
      let decoded = ["-map", "0:a:0", "-f", "null", "-"]
      let copied = try await run(
        Self.fence + source + plain + ["-c:a", "copy"] + tagRoom + decoded, progress: progress)
      if copied.succeeded { return }
    }
    let encodedSeconds = Mutex(0.0)
    let encoded = try await run(
      Self.tolerantFence + ["-max_error_rate", "0.5"] + source + plain
        + ["-c:a", "libmp3lame", "-q:a", "0"] + tagRoom,
      progress: { seconds in
        encodedSeconds.withLock { $0 = seconds }
        try await progress(seconds)
      })
    let seconds = encodedSeconds.withLock(\.self)
    guard encoded.succeeded, seconds > 0 else {
      throw Self.failure(errorOutput: encoded.errorOutput)
    }
    // Silent about errors, so all of it was decoded.
    if encoded.errorOutput.isEmpty { return }
    let failure = Self.failure(errorOutput: encoded.errorOutput)
    let isHalf = try await statedSeconds(of: input).map { seconds >= $0 / 2 } ?? true
    guard failure.code == .brokenMedia, isHalf else { throw failure }
    logger.info("left out what cannot be decoded", metadata: ["detail": "\(encoded.errorOutput)"])
  }

  /// How long the file says that its sound is; nil if it does not say so.
  private func statedSeconds(of input: String) async throws -> Double? {
    let outcome = try await run(
      Self.tolerantFence + ["-v", "info"] + Self.audioInput(input)
        + ["-map", "0:a:0", "-c", "copy", "-t", "0", "-f", "null", "-"],
      line: { _ in })
    let text = outcome.errorOutput
    guard !text.contains("Estimating duration from bitrate"),
      let match = text.firstMatch(of: /Duration: (\d+):(\d\d):(\d\d\.\d+)/),
      let hours = Double(match.1), let minutes = Double(match.2), let seconds = Double(match.3)
    else { return nil }
    return hours * 3600 + minutes * 60 + seconds
  }

  private static func mayHoldMP3(_ path: String) -> Bool {
    [".mp3", "." + YtDlp.unknownEnding].contains(where: path.lowercased().hasSuffix)
  }

  private static func audioInput(_ path: String) -> [String] {
    ["-format_whitelist", audioFormats, "-i", path]
  }

  /// Makes a JPEG of at most 256 KiB out of the picture at `input`; nil if the picture cannot be used.
  func makeCover(from input: String) async throws -> [UInt8]? {
    let output = folder + "/cover.out.jpg"
    for side in [1200, 800, 500, 300] {
      guard try await makeThumbnails(from: input, sizes: [(output, side)]),
        let data = FileManager.default.contents(atPath: output), !data.isEmpty
      else { return nil }
      if data.count <= Self.coverLimitBytes { return Array(data) }
    }
    return nil
  }

  /// Whether a picture that a site suggests is large enough for a cover, and not of one colour.
  func showsSomething(_ input: String) async throws -> Bool {
    let side = Self.coverLeastPixels
    // The filter `crop` fails if the picture is smaller; averaging hides the noise of a blank JPEG.
    let filters =
      "crop='max(iw,\(side))':'max(ih,\(side))',format=yuva444p,scale=64:64:flags=area,"
      + "premultiply=inplace=1,format=yuv444p,signalstats,metadata=print:file=-"
    let values = Mutex<[String: Double]>([:])
    let outcome = try await run(
      Self.fence + Self.pictureInput(input)
        + ["-map", "0:v:0", "-frames:v", "1", "-vf", filters, "-f", "null", "/dev/null"],
      line: { line in
        guard let match = line.wholeMatch(of: /lavfi\.signalstats\.(\w+)=([\d.]+)/) else { return }
        values.withLock { $0[String(match.1)] = Double(match.2) }
      })
    let found = values.withLock(\.self)
    let contrast = ["Y", "U", "V"].compactMap { channel -> Double? in
      guard let least = found[channel + "MIN"], let most = found[channel + "MAX"] else {
        return nil
      }
      return most - least
    }.max()
    guard outcome.succeeded, let contrast, contrast >= Double(Self.coverLeastContrast) else {
      logger.info(
        "a cover is tiny, blank or unreadable", metadata: ["detail": "\(outcome.errorOutput)"])
      return false
    }
    return true
  }

  private static func pictureInput(_ path: String) -> [String] {
    ["-max_pixels", "\(imageLimitPixels)", "-format_whitelist", imageFormats, "-i", path]
  }

  /// Makes JPEGs that fit into squares out of a picture in the folder, beside it; false if the picture cannot be used.
  ///
  /// Smaller pictures keep their size. A size is a file's name and its square's edge in pixels.
  package func makeThumbnails(
    from name: String, sizes: [(name: String, pixels: Int)]
  ) async throws -> Bool {
    let source = ["-y"] + Self.pictureInput(name)
    let outputs = sizes.flatMap { size in
      [
        "-map", "0:v:0", "-map_metadata", "-1", "-frames:v", "1", "-vf",
        "scale='min(\(size.pixels),iw)':'min(\(size.pixels),ih)':force_original_aspect_ratio=decrease",
        "-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-q:v", "3", "-f", "image2", "-update", "1",
        size.name,
      ]
    }
    let outcome = try await run(Self.fence + source + outputs, line: { _ in })
    if !outcome.succeeded {
      logger.info("a cover cannot be used", metadata: ["detail": "\(outcome.errorOutput)"])
    }
    return outcome.succeeded
  }

  /// Whether two files in the folder have the same encoded sound; nil if ffmpeg cannot read it.
  ///
  /// `format` is ffmpeg's name of the one container that the files may be.
  package func haveEqualSound(
    _ one: String, _ other: String, format: String
  ) async throws -> Bool? {
    let hashes = Mutex<[String]>([])
    let inputs = [one, other].flatMap { ["-format_whitelist", format, "-i", $0] }
    let outputs = [0, 1].flatMap { ["-map", "\($0):a", "-c", "copy", "-f", "hash", "-"] }
    let outcome = try await run(
      Self.fence + inputs + outputs, line: { line in hashes.withLock { $0.append(line) } })
    if !outcome.succeeded {
      logger.info("sound cannot be read", metadata: ["detail": "\(outcome.errorOutput)"])
    }
    let found = hashes.withLock(\.self)
    return outcome.succeeded && found.count == 2 ? found[0] == found[1] : nil
  }

  private func run(
    _ arguments: [String], progress: @Sendable @escaping (Double) async throws -> Void
  ) async throws -> JobProcess.Outcome {
    try await run(
      arguments,
      line: { line in
        if line.hasPrefix("out_time_us="), let micros = Double(line.dropFirst("out_time_us=".count))
        {
          try await progress(micros / 1_000_000)
        }
      })
  }

  private func run(
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
