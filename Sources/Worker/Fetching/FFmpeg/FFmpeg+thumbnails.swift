extension FFmpeg {
  /// Makes JPEGs that fit into squares out of a picture in the job's folder, beside it; false where it is none
  /// that can be used.
  ///
  /// Smaller pictures stay as large as they are. A size is a file's name and its square's edge in pixels.
  func makeThumbnails(
    from name: String, sizes: [(name: String, pixels: Int)]
  ) async throws -> Bool {
    let source = [
      "-y", "-max_pixels", "\(Self.imageLimitPixels)", "-format_whitelist", Self.imageFormats,
      "-i", name,
    ]
    let outputs = sizes.flatMap { size in
      [
        "-map", "0:v:0", "-map_metadata", "-1", "-frames:v", "1", "-vf",
        "scale='min(\(size.pixels),iw)':'min(\(size.pixels),ih)':force_original_aspect_ratio=decrease",
        "-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-q:v", "3", "-f", "image2", "-update", "1",
        size.name,
      ]
    }
    let outcome = try await run(Self.fence + source + outputs) { _ in }
    if !outcome.succeeded {
      logger.info("a cover cannot be used", metadata: ["detail": "\(outcome.errorOutput)"])
    }
    return outcome.succeeded
  }
}
