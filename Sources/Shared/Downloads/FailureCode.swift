/// Why a download failed; the raw values are part of the HTTP contract.
package enum FailureCode: String, Sendable, Codable, CaseIterable {
  case unsupportedURL = "unsupported_url"
  case notFound = "not_found"
  case isPrivate = "private"
  case geoBlocked = "geo_blocked"
  case cookiesNeeded = "cookies_needed"
  case cookiesExpired = "cookies_expired"
  case rateLimited = "rate_limited"
  case jsRuntimeMissing = "js_runtime_missing"
  case liveStream = "live_stream"
  case tooLong = "too_long"
  case tooLarge = "too_large"
  case playlist
  case egressDenied = "egress_denied"
  case network
  case siteError = "site_error"
  case diskFull = "disk_full"
  case timedOut = "timed_out"
  case stalled
  case brokenMedia = "broken_media"
  case noAudio = "no_audio"
  case stagingLost = "staging_lost"
  case queueTimeout = "queue_timeout"
  case poison
  case `internal`

  /// What happened, in one sentence for a person, and in a second one what to do about it.
  package var message: String {
    switch self {
    case .unsupportedURL: "No audio found on this page. Try the link of the track itself."
    case .notFound: "This link does not exist any more."
    case .isPrivate:
      "This track is private. Ask its owner to share it, or use the cookies of an account with access."
    case .geoBlocked:
      "The site does not offer this track in the server's country. Look for it on another site."
    case .cookiesNeeded:
      "The site requires signing in. Put a cookies.txt from a signed-in browser on the server."
    case .cookiesExpired:
      "The site no longer accepts the server's cookies. Put a new cookies.txt on the server."
    case .rateLimited:
      "The site has received too many requests from this server. Try again in an hour."
    case .jsRuntimeMissing:
      "This site needs a working JavaScript runtime. Run the setup on the server again."
    case .liveStream: "This is live or has not started yet. Try again when it is over."
    case .tooLong:
      "This recording is longer than the server allows. Choose a shorter one, or raise the limit."
    case .tooLarge:
      "This file is larger than the server allows. Choose a smaller one, or raise the limit."
    case .playlist: "This link contains several tracks. Paste the link of a single one."
    case .egressDenied:
      "The server does not connect to the address of this link. Paste the link of a public site."
    case .network:
      "The site could not be reached, or closed the connection. Check the link, or try again later."
    case .siteError:
      "The site returned an error. Try again later; if it keeps failing, update the server's tools."
    case .diskFull: "The server's disk is full. Free some space, then try again."
    case .timedOut:
      "The download took longer than the server allows. Try again later, or raise the limit."
    case .stalled: "The site stopped sending data. Try again later."
    case .brokenMedia: "The site sent a file that cannot be played. Check the link in a browser."
    case .noAudio: "What the site sent has no sound. Choose a track or video that has some."
    case .stagingLost: "The downloaded file is gone. Start the download again."
    case .queueTimeout: "No worker was free in time. Check that one is running, then try again."
    case .poison:
      "This download crashed every worker. Try another link, and look at the server's log."
    case .internal:
      "Something went wrong on the server. Try again; if it keeps failing, look at its log."
    }
  }

  /// Whether trying the same link again later may help.
  package var isRetryable: Bool {
    switch self {
    case .unsupportedURL, .playlist, .tooLong, .tooLarge, .noAudio, .egressDenied: false
    default: true
    }
  }
}

/// A failure as clients see it: a code, a message for people, and the raw output of the tools.
package struct DownloadFailure: Error, Sendable, Equatable, Codable {
  /// What went wrong.
  package var code: FailureCode
  /// One or two sentences for a person.
  package var message: String
  /// What the tools printed, at most ``detailLimitBytes``; never parsed.
  package var detail: String?
  /// Whether trying again later may help.
  package var retryable: Bool

  /// The limit of ``detail``, in UTF-8 bytes; the end of the output is kept.
  package static let detailLimitBytes = 4096

  /// A failure with the message of `code`, unless a better one is given.
  package init(_ code: FailureCode, message: String? = nil, detail: String? = nil) {
    self.code = code
    self.message = message ?? code.message
    self.detail = detail.map { text in
      String(decoding: text.utf8.suffix(Self.detailLimitBytes), as: UTF8.self)
    }
    retryable = code.isRetryable
  }
}
