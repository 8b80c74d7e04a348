import Downloads
import Foundation
import TestSupport
import Testing

extension SharedStackTests {
  /// Links that cannot become a track.
  @Suite(.serialized) struct FailureTests {
    static let pages: [(path: String, code: String)] = [
      ("/missing", "not_found"), ("/status/410", "not_found"),
      ("/status/500", "site_error"), ("/status/401", "cookies_needed"),
      ("/status/429", "rate_limited"), ("/status/451", "geo_blocked"),
      ("/nothing-here", "unsupported_url"), ("/random.mp3", "broken_media"),
      ("/empty.mp3", "broken_media"), ("/drop.mp3", "network"), ("/no-audio.mp4", "no_audio"),
      ("/three", "playlist"), ("/live.m3u8", "live_stream"), ("/page?seconds=36000", "too_long"),
      ("/private-redirect", "egress_denied"),
    ]

    @Test(arguments: pages) func endsWithAReason(path: String, code: String) async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("failures")
      try await stack.expectFailure(stack.site.url(path), of: user, code: code)
    }

    /// Whatever http-api.md promises to say, something here makes it said.
    @Test func everyCodeHasACase() throws {
      let tested = [
        Self.pages.map(\.code), StandInFailureTests.acts.map(\.code),
        try StandInFailureTests.recordings.map(\.code),
        DisruptionTests.LimitTests.limits.map(\.code),
        DisruptionTests.JobFailureTests.Story.allCases.map(\.rawValue),
      ]
      #expect(Set(tested.joined()) == Set(FailureCode.allCases.map(\.rawValue)))
    }

    @Test func namesTheAddressItDoesNotConnectTo() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("failures")
      let url = stack.site.url("/private-redirect")
      let failed = try await stack.expectFailure(url, of: user, code: "egress_denied")
      let sentence = try #require(failed["error"].text)
      #expect(sentence.contains("169.254.169.254"))
    }

    /// What each playlist names must not be read, nor connected to.
    private static let playlists = [
      ("file", "unsupported_url"), ("loopback", "egress_denied"), ("metadata", "egress_denied"),
      ("method", "broken_media"), ("hidden-method", "broken_media"), ("key", "unsupported_url"),
      ("subfile", "not_found"),
    ]

    @Test(arguments: playlists) func obeysNoHostilePlaylist(name: String, code: String) async throws
    {
      let stack = try TonearmStack.current
      let user = try await stack.user("failures")
      try await stack.expectFailure(
        stack.site.url("/hls-evil/\(name).m3u8"), of: user, code: code)
    }

    @Test(arguments: ["/playlist-in-disguise.mp3", "/script-in-disguise.mp3"])
    func readsNoSongOfTheServer(path: String) async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("failures")
      let secret = BuiltProducts.path(of: "media-site/v1/long.mp3")
      try #require(FileManager.default.fileExists(atPath: secret))
      try await stack.expectFailure(
        stack.site.url(path, ["reads": secret]), of: user, code: "broken_media")
    }
  }
}
