/// Why a download failed, as a machine word; the raw values are part of the HTTP contract.
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

  /// One sentence for a person: what happened and, after the semicolon, what to do about it.
  package var message: String {
    switch self {
    case .unsupportedURL:
      "Nothing to download was found; paste the link of a single track that the site does not lock."
    case .notFound: "The site has nothing under this link; check it in a browser."
    case .isPrivate:
      "This track is private; ask its owner to share it, or use the cookies of one who may hear it."
    case .geoBlocked:
      "The site does not offer this track in the server's country; look for it on another site."
    case .cookiesNeeded:
      "The site wants a signed-in visitor; put a cookies.txt of a signed-in browser on the server."
    case .cookiesExpired:
      "The site no longer accepts the server's cookies; put a fresh cookies.txt there."
    case .rateLimited: "The site has had too many requests from this server; try again in an hour."
    case .jsRuntimeMissing:
      "This site needs a JavaScript runtime that works; run the set-up again on the server."
    case .liveStream: "This is live, or has yet to begin; try again when it is over."
    case .tooLong:
      "This recording is longer than the server accepts; choose a shorter one, or raise the limit."
    case .tooLarge:
      "This file is larger than the server accepts; choose a smaller one, or raise the limit."
    case .playlist: "This link holds several tracks; paste the link of a single one."
    case .egressDenied:
      "The link leads where this server does not connect to; paste that of a public site."
    case .network: "The site could not be reached, or hung up; check the link, or try again later."
    case .siteError:
      "The site answered with an error; try again later, and if it stays, update the server's tools."
    case .diskFull: "The server's disk is full; make room there, then try again."
    case .timedOut:
      "The download took longer than the server allows; try again later, or raise the limit."
    case .stalled: "The site stopped sending data; try again later."
    case .brokenMedia:
      "What the site sent is no recording that can be played; check the link in a browser."
    case .noAudio: "There is no sound in what the site sent; choose a track or video that has some."
    case .stagingLost: "The downloaded file is no longer there; start the download again."
    case .queueTimeout: "No worker took this download in time; check that one runs, then try again."
    case .poison:
      "Each worker that took this download ended over it; try another link, and look at the log."
    case .internal:
      "Something went wrong on the server; try again, and if it stays, look at its log."
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
