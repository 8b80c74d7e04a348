import TestSupport
import Testing

@testable import Fetching

@Suite struct YtDlpFailureTests {
  @Test(arguments: try StandIn.recordings)
  func namesTheReason(code: String, output: String) {
    #expect(YtDlpFailure.code(errorOutput: output).rawValue == code)
  }

  @Test func takesAnUnknownReasonForTheSites() {
    #expect(YtDlpFailure.code(errorOutput: "ERROR: nobody has seen this before") == .siteError)
  }

  @Test(arguments: [
    "", "\n", "Killed\n", "bwrap: No permissions to create a new namespace",
    "ERROR: unable to open for writing: [Errno 30] Read-only file system: '/media.mp3.part'",
  ])
  func doesNotBlameTheSiteForAnEndWithoutAReason(output: String) {
    #expect(YtDlpFailure.code(errorOutput: output) == .internal)
  }

  @Test(arguments: [
    "http://example.org/geo-restricted?error=429", "http://example.org/is-private/members-only",
    "http://example.org/?q=sign+in+to+confirm&rate-limit",
  ])
  func isNotMisledByTheWordsOfALink(link: String) {
    #expect(YtDlpFailure.code(errorOutput: "ERROR: Unsupported URL: \(link)") == .unsupportedURL)
    #expect(
      YtDlpFailure.code(errorOutput: "ERROR: [generic] \(link): HTTP Error 404: Not Found")
        == .notFound)
  }
}
