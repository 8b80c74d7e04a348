import Downloads
import Testing

@testable import Fetching

@Suite struct YtDlpReportTests {
  private func report(_ line: String) -> YtDlpReport? { YtDlpReport(line: line, nonce: "n0nce") }

  @Test func readsMetadata() {
    let line = #"""
      n0nce META {"title": "A \u00e4", "artists": ["One", 2, "Two"], "artist": "Both", "uploader": null, \#
      "duration": 6.5, "upload_date": "20210504", "track_number": 7, "webpage_url": "http://x", "extractor_key": "Generic"}
      """#
    var site = SiteMetadata()
    (site.title, site.artists, site.durationSeconds) = ("A ä", ["One", "Two"], 6.5)
    (site.releaseYear, site.webpageURL, site.extractor) = (2021, "http://x", "Generic")
    site.trackNumber = 7
    #expect(report(line) == .metadata(site))
  }

  @Test func readsProgress() {
    let bytes = report(
      #"n0nce P {"downloaded_bytes": 1024, "total_bytes": 4096, "speed": 12.7, "eta": 3}"#)
    #expect(
      bytes
        == .progress(
          .init(downloadedBytes: 1024, totalBytes: 4096, bytesPerSecond: 12, etaSeconds: 3)))
    let fragments = report(#"n0nce P {"fragment_index": 1, "fragment_count": 4}"#)
    #expect(fragments == .progress(.init(fragments: 0.25)))
  }

  @Test func readsTheFinishedFile() {
    #expect(
      report(#"n0nce DONE {"filepath": "/s/media.mp3", "acodec": "mp3"}"#)
        == .done(.init(path: "/s/media.mp3", codec: "mp3")))
  }

  @Test(arguments: [
    (#"{"duration": 9}"#, YtDlpReport.Finding(durationSeconds: 9)),
    (#"{"is_live": true}"#, .init(isLive: true)),
    (#"{"live_status": "is_upcoming"}"#, .init(isLive: true)),
    (#"{"playlist_count": 3}"#, .init(trackCount: 3)),
    (
      #"{"playlist_count": 2, "extractor_key": "HTML5MediaEmbed"}"#,
      .init(trackCount: 2, isPlainPage: true)
    ),
  ])
  func readsWhatWasFound(json: String, finding: YtDlpReport.Finding) {
    #expect(report("n0nce SEEN \(json)") == .seen(finding))
  }

  @Test(arguments: [
    "", "n0nce", "n0nce META", "n0nce META {", "n0nce META []", "n0nce META null", "n0nce DONE {}",
    "n0nce WHAT {}", #"other DONE {"filepath": "/etc/passwd"}"#, #" n0nceDONE {"filepath": "x"}"#,
    "[download]  10% of 3MiB", #"n0nce META {"duration": 1e999}"#,
  ])
  func ignoresEveryOtherLine(line: String) {
    #expect(report(line) == nil)
  }

  @Test(arguments: [
    #"{"title": 5, "artists": "x", "duration": "long", "upload_date": 7}"#,
    #"{"duration": -1}"#, #"{"title": {"a": []}}"#,
  ])
  func takesValuesOfTheWrongTypeForAbsent(json: String) {
    #expect(report("n0nce META \(json)") == .metadata(SiteMetadata()))
  }

  @Test func survivesNumbersThatNoIntegerHolds() {
    let line = #"n0nce P {"downloaded_bytes": 1e300, "total_bytes": -5, "speed": 1e18}"#
    #expect(report(line) == .progress(.init()))
  }
}
