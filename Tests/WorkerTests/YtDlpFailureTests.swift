import Downloads
import Testing

@testable import Worker

/// Lines that yt-dlp 2026.08.19 printed, and what they mean.
@Suite struct YtDlpFailureTests {
  @Test(arguments: [
    (
      "ERROR: [generic] missing: Unable to download webpage: HTTP Error 404: Not Found",
      FailureCode.notFound
    ),
    ("ERROR: [generic] x: Unable to download webpage: HTTP Error 410: Gone", .notFound),
    (
      "ERROR: [generic] x: Unable to download webpage: HTTP Error 401: Unauthorized", .cookiesNeeded
    ),
    ("ERROR: [generic] x: Unable to download webpage: HTTP Error 403: Forbidden", .siteError),
    (
      "ERROR: [generic] x: Unable to download webpage: HTTP Error 429: Too Many Requests",
      .rateLimited
    ),
    (
      "ERROR: [generic] x: HTTP Error 451: Unavailable For Legal Reasons", .geoBlocked
    ),
    (
      "ERROR: [generic] x: Unable to download webpage: HTTP Error 500: Internal Server Error",
      .siteError
    ),
    ("ERROR: Unsupported URL: http://example.org/nothing-here", .unsupportedURL),
    ("ERROR: [generic] 'foo bar' is not a valid URL", .unsupportedURL),
    ("\n\nERROR: Did not get any data blocks", .brokenMedia),
    (
      "ERROR: \r[download] Got error: 160382 bytes read, 320764 more expected. Giving up after 3 retries",
      .network
    ),
    (
      "ERROR: \r[download] Got error: HTTPConnectionPool(host='x', port=1): Read timed out.. Giving up",
      .stalled
    ),
    (
      "ERROR: [x] y: Failed to establish a new connection: [Errno 111] Connection refused", .network
    ),
    ("ERROR: unable to write data: [Errno 28] No space left on device", .diskFull),
    (
      "ERROR: [youtube] abc: Private video. Sign in if you've been granted access to this video",
      .isPrivate
    ),
    ("ERROR: something nobody has seen before", .siteError), ("", .siteError),
  ])
  func namesTheReason(output: String, code: FailureCode) {
    #expect(YtDlpFailure.code(errorOutput: output) == code)
  }

  @Test func warningsAreNoReason() {
    let output = "WARNING: HTTP Error 404: thumbnail\nERROR: [x] y: HTTP Error 500: Oops"
    #expect(YtDlpFailure.code(errorOutput: output) == .siteError)
  }
}
