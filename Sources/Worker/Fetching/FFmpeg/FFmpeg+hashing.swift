import Synchronization

extension FFmpeg {
  /// A hash of the sound in a file of the job's folder, as it is encoded; nil where ffmpeg cannot read it.
  ///
  /// `format` is what ffmpeg calls the one container that the file may be.
  func soundHash(of name: String, format: String) async throws -> String? {
    let hash = Mutex<String?>(nil)
    let outcome = try await run(
      Self.fence + [
        "-format_whitelist", format, "-i", name, "-map", "0:a", "-c", "copy", "-f", "hash", "-",
      ]
    ) { line in
      hash.withLock { $0 = line }
    }
    if !outcome.succeeded {
      logger.info("sound cannot be read", metadata: ["detail": "\(outcome.errorOutput)"])
    }
    return outcome.succeeded ? hash.withLock(\.self) : nil
  }
}
