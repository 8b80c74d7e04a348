import Synchronization

extension FFmpeg {
  /// Whether two files of the job's folder have the same sound, as it is encoded; nil where ffmpeg cannot read it.
  ///
  /// `format` is what ffmpeg calls the one container that the files may be.
  func haveEqualSound(_ one: String, _ other: String, format: String) async throws -> Bool? {
    let hashes = Mutex<[String]>([])
    let inputs = [one, other].flatMap { ["-format_whitelist", format, "-i", $0] }
    let outputs = [0, 1].flatMap { ["-map", "\($0):a", "-c", "copy", "-f", "hash", "-"] }
    let outcome = try await run(Self.fence + inputs + outputs) { line in
      hashes.withLock { $0.append(line) }
    }
    if !outcome.succeeded {
      logger.info("sound cannot be read", metadata: ["detail": "\(outcome.errorOutput)"])
    }
    let found = hashes.withLock(\.self)
    return outcome.succeeded && found.count == 2 ? found[0] == found[1] : nil
  }
}
