import Downloads

/// What a failed run of yt-dlp means for the user. The wordings are those of yt-dlp 2026.08.19 and of the sites
/// that it quotes.
enum YtDlpFailure {
  /// Reads standard error: the first wording that fits what follows the first `ERROR:` decides. A warning only makes an
  /// error more precise.
  static func code(errorOutput: String) -> FailureCode {
    let lines = errorOutput.split(whereSeparator: \.isNewline)
    let errors = lines.drop { !$0.contains("ERROR:") }.filter { !$0.hasPrefix("WARNING:") }
    // It never reported a failed download: it was killed, or did not get as far as trying.
    guard !errors.isEmpty else { return .internal }
    let warnings = lines.filter { $0.hasPrefix("WARNING:") }.joined(separator: "\n").lowercased()
    let code = code(error: errors.joined(separator: "\n").lowercased())
    if code == .siteError, warnings.contains("javascript runtime") { return .jsRuntimeMissing }
    let wantsVisitor = code == .cookiesNeeded || code == .isPrivate
    return wantsVisitor && warnings.contains("cookies are no longer valid") ? .cookiesExpired : code
  }

  /// Whether yt-dlp refused to write a file because of its ending.
  static func isAboutEnding(errorOutput: String) -> Bool {
    errorOutput.contains("is unusual and will be skipped")
  }

  private static func code(error: String) -> FailureCode {
    wordings.first { $0.parts.contains(where: error.contains) }?.code ?? .siteError
  }

  /// In this order, because one text may hold several: "Video unavailable" precedes many a reason. None is a single plain
  /// word, because a quoted link may have that in it too.
  private static let wordings: [(code: FailureCode, parts: [String])] = [
    (.diskFull, ["no space left on device", "disk quota exceeded"]),
    (.internal, ["read-only file system"]),
    (
      .unsupportedURL,
      [
        "unsupported url:", "is not a valid url", "urls are disabled", "drm protect",
        "is no longer supported since", "contain any tracks",
      ]
    ),
    (
      .geoBlocked,
      [
        "http error 451", "to use a vpn or a proxy server", "in your country", "geo restriction",
        "available in china only",
      ]
    ),
    (
      .isPrivate,
      [
        ": private video", "this video is private", "playlist is private", "--video-password",
        "not been made available to anyone", "because of its privacy settings",
      ]
    ),
    (
      .rateLimited,
      ["http error 429", "has been rate-limited", "are rate-limited", "the rate limit"]
    ),
    (
      .cookiesNeeded,
      [
        "http error 401", "sign in to confirm", "you must log in", "--cookies", "registered users",
        "login required", "join this channel", "to this channel's members",
        "to music premium members", "requires payment", "requiring a captcha",
      ]
    ),
    (
      .liveStream,
      [
        "this live event will begin", "this live event is scheduled", "premieres in",
        "premiere will begin", "is not currently live",
      ]
    ),
    (
      .notFound,
      [
        "http error 404", "http error 410", "video unavailable", "does not exist", "been removed",
        "no longer available", "looks truncated",
      ]
    ),
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
        "remote end closed", "tunnel connection failed", "certificate verify failed",
        "http error 502", "http error 504",
      ]
    ),
  ]
}
