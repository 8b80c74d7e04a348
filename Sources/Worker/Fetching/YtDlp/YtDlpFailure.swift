import Downloads

/// What a failed run of yt-dlp means for the user. The patterns are of yt-dlp 2026.08.19.
enum YtDlpFailure {
  /// Reads the lines of standard error that begin with `ERROR:`; the first pattern that fits decides.
  static func code(errorOutput: String) -> FailureCode {
    let errors = errorOutput.split(whereSeparator: \.isNewline)
      .filter { $0.contains("ERROR:") || $0.contains("[download] Got error") }
      .joined(separator: "\n").lowercased()
    for (code, patterns) in patterns where patterns.contains(where: errors.contains) { return code }
    return .siteError
  }

  private static let patterns: [(FailureCode, [String])] = [
    (.diskFull, ["no space left on device", "disk quota exceeded"]),
    (.cookiesExpired, ["cookies are no longer valid", "cookies have expired"]),
    (
      .geoBlocked,
      ["not available in your country", "geo restriction", "geo-restricted", "http error 451"]
    ),
    (.isPrivate, ["private video", "this video is private", "is private"]),
    (
      .cookiesNeeded,
      [
        "sign in to confirm", "--cookies", "login required", "log in", "registered users",
        "members-only", "http error 401",
      ]
    ),
    (.rateLimited, ["http error 429", "too many requests", "rate-limit", "rate limit"]),
    (.jsRuntimeMissing, ["javascript runtime", "js runtime"]),
    (.liveStream, ["live event will begin", "premieres in", "is live"]),
    (.unsupportedURL, ["unsupported url", "is not a valid url", "urls are disabled"]),
    (.notFound, ["http error 404", "http error 410", "video unavailable", "does not exist"]),
    (
      .brokenMedia,
      ["did not get any data blocks", "ffmpeg could not be found", "fragment 1 not found"]
    ),
    (.stalled, ["read timed out"]),
    (
      .network,
      [
        "failed to resolve", "failed to establish a new connection", "connection refused",
        "timed out", "connection reset", "bytes read", "unable to connect to proxy",
        "remote end closed", "tunnel connection failed", "http error 502", "http error 504",
      ]
    ),
  ]
}
