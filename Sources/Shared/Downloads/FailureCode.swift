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

  /// One sentence for a person: what happened and what to do about it.
  package var message: String {
    switch self {
    case .unsupportedURL:
      "Nothing to download was found behind this link. Check that it opens a single track or video."
    case .notFound: "The site says that this page does not exist. Check the link."
    case .isPrivate: "This track is private. Ask its owner to share it, or sign in with cookies."
    case .geoBlocked: "The site does not offer this track in the country this server is in."
    case .cookiesNeeded:
      "The site wants a signed-in visitor. Put a cookies.txt of your browser on the server."
    case .cookiesExpired: "The saved cookies no longer work. Export a fresh cookies.txt."
    case .rateLimited: "The site asks for fewer requests. Try again in a few minutes."
    case .jsRuntimeMissing:
      "This site needs a JavaScript runtime on the server. Run the set-up again to install it."
    case .liveStream: "This is a live stream. Try again when it is over."
    case .tooLong: "This recording is longer than this server accepts."
    case .tooLarge: "This file is larger than this server accepts."
    case .playlist: "This link holds several tracks. Paste the link of a single one."
    case .egressDenied: "The link leads to an address that this server does not connect to."
    case .network: "The site could not be reached. Try again later."
    case .siteError: "The site answered with an error. Try again later."
    case .diskFull: "The server's disk is full. Make room, then try again."
    case .timedOut: "The download took longer than this server allows. Try again later."
    case .stalled: "The site stopped sending data. Try again later."
    case .brokenMedia: "What the site sent is not a playable recording."
    case .noAudio: "There is no sound in what the site sent."
    case .stagingLost: "The downloaded file is no longer there. Start the download again."
    case .queueTimeout: "No worker took this download in time. Check that a worker is running."
    case .poison: "This download failed again and again without a reason given. Try another link."
    case .internal: "Something went wrong inside Tonearm. Try again; the log has the cause."
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
