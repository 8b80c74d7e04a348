import Foundation
import TestSupport
import Testing

extension SharedStackTests {
  /// The whole job, from every kind of source.
  @Suite(.serialized) struct SourceTests {
    /// A link, and what becomes of it.
    struct Source: Sendable, CustomTestStringConvertible {
      var path: String
      var parameters: [String: String] = [:]
      var suggestedTitle: String
      /// Width and height of the cover in the file.
      var cover: JSONValue?
      var testDescription: String { path + (parameters["cover"] ?? parameters["media"] ?? "") }

      static func page(cover: String, _ sides: JSONValue) -> Source {
        Source(
          path: "/page", parameters: ["cover": cover], suggestedTitle: "Paper Boats", cover: sides)
      }
    }

    private static let sources = [
      Source(path: "/direct.mp3", suggestedTitle: "direct"),
      Source(path: "/direct.m4a", suggestedTitle: "direct"),
      Source(path: "/direct.opus", suggestedTitle: "direct"),
      Source(path: "/direct.flac", suggestedTitle: "direct"),
      Source(path: "/mislabelled.mp3", suggestedTitle: "mislabelled"),
      Source(path: "/hls/master.m3u8", suggestedTitle: "master"),
      Source(path: "/redirect", suggestedTitle: "direct"),
      .page(cover: "cover.jpg", [1200, 675]),
      .page(cover: "cover.png", [600, 600]),
      .page(cover: "cover.webp", [641, 479]),
    ]

    private static let typed: [String: JSONValue] = [
      "title": "Kites", "artist": "Wind & Co", "album": "Skies", "albumArtist": "Many",
      "year": 1999, "genre": "Folk", "trackNumber": 3, "discNumber": 2,
    ]

    @Test(arguments: sources) func becomesATaggedTrack(source: Source) async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("sources")
      let url = stack.site.url(source.path, source.parameters)
      let id = try await user.submit(url)

      let metadata = try await user.event("download_metadata", of: id)
      #expect(metadata["suggested"]["title"].text == source.suggestedTitle)
      let ready = try await user.event("download_ready_for_review", of: id)
      #expect(ready["tempId"].text == id)
      #expect(ready["title"].text == source.suggestedTitle)
      #expect(ready["artist"].text == (source.cover == nil ? nil : "The Lanterns"))
      #expect(
        ready["coverDataUrl"].text?.hasPrefix("data:image/jpeg;base64,/9j/")
          == (source.cover == nil ? nil : true))

      let answer = try await user.confirm(id, Self.typed)
      #expect(answer.status == 200)
      let download = try answer.json
      #expect(download["state"] == "completed")
      _ = try await user.event("download_completed", of: id)
      #expect(
        user.eventNames(of: id) == [
          "download_queued", "download_started", "download_metadata", "download_ready_for_review",
          "download_finalizing", "download_completed",
        ])
      #expect(stack.lockHolder(user) == nil)
      #expect(stack.staged(id) == [])
      try await expectTypedTags(
        FiledTrack(download, in: stack), id: id, url: url, coverSides: source.cover)
    }

    private func expectTypedTags(
      _ track: FiledTrack, id: String, url: String, coverSides: JSONValue?
    ) async throws {
      let tag = try await track.mutagen()
      #expect(tag["version"] == [2, 4, 0])
      #expect(tag["pictures"] == (coverSides == nil ? [] : [["image/jpeg", 3]]))
      let expected = [
        "TIT2": "Kites", "TPE1": "Wind & Co", "TALB": "Skies", "TPE2": "Many", "TDRC": "1999",
        "TCON": "Folk", "TRCK": "3", "TPOS": "2", "TXXX:TONEARM_DOWNLOAD_ID": id,
      ]
      for (frame, text) in expected { #expect(tag["texts"][frame].text == text) }
      #expect(tag["texts"].names == Set(expected.keys).union(["WOAS", "TSSE"]))
      #expect(tag["texts"]["WOAS"].text == url.replacing("/redirect", with: "/direct.mp3"))

      let report = try await track.ffprobe()
      let tags = report["format"]["tags"]
      #expect(tags["title"] == "Kites" && tags["artist"] == "Wind & Co")
      #expect(tags["album"] == "Skies" && tags["album_artist"] == "Many" && tags["date"] == "1999")
      let pictures = report["streams"].elements.filter { $0["codec_type"] == "video" }
      #expect(
        pictures.map { JSONValue.list([$0["width"], $0["height"]]) }
          == (coverSides.map { [$0] } ?? []))
      let sound = report["streams"].elements.filter { $0["codec_type"] == "audio" }
      #expect(sound.map { $0["codec_name"].text } == ["mp3"])
      let seconds = try #require(report["format"]["duration"].text.flatMap { Double($0) })
      #expect(abs(seconds - 6) < 0.2)
      let complaints = try await track.complaints()
      #expect(complaints == "")
      #expect(try track.permissions == 0o640)
    }

    @Test func tellsHowFarItIs() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("sources")
      let started = ContinuousClock.now
      let id = try await user.submit(stack.site.url("/slow.mp3", ["seconds": "3"]))
      _ = try await user.event("download_ready_for_review", of: id)
      let halfSeconds = (ContinuousClock.now - started) / .milliseconds(500)
      let reports = user.events.events.filter {
        $0.name == "download_progress" && $0.data["id"].text == id
      }
      let fields: Set = ["id", "phase", "percent", "speedBytesPerSecond", "etaSeconds"]
      for report in reports {
        #expect(report.id == nil && report.data.names == fields)
        #expect((0...100).contains(report.data["percent"].number ?? 0))
      }
      let downloading = reports.filter { $0.data["phase"] == "downloading" }
      let percents = downloading.compactMap(\.data["percent"].number)
      #expect(percents.count >= 3 && percents == percents.sorted())
      #expect(downloading.contains { $0.data["speedBytesPerSecond"].number ?? 0 > 0 })
      #expect(reports.last?.data["phase"] == "converting")
      // One for each half second, and one for each phase
      #expect(Double(reports.count) <= halfSeconds + 3)
      #expect(try await user.delete(id).status == 204)
    }

    @Test func takesWhatIsNotTypedFromTheSuggestion() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("sources")
      let url = stack.site.url("/page", ["media": "direct.mp3"])
      let id = try await user.submit(url)
      _ = try await user.event("download_ready_for_review", of: id)
      let answer = try await user.confirm(id, ["title": "Paper Boats", "artist": "The Lanterns"])
      let track = try FiledTrack(answer.json, in: stack)
      let texts = try await track.mutagen()["texts"]
      #expect(texts["TALB"] == "Paper Boats" && texts["TPE2"] == "The Lanterns")
      #expect(texts["TDRC"] == "2021")
      #expect(texts["WOAS"].text == url)
    }

    @Test func copiesAnMP3AsItIs() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("sources")
      let url = stack.site.url("/direct.mp3")
      let id = try await user.submit(url)
      _ = try await user.event("download_ready_for_review", of: id)
      let answer = try await user.confirm(id, ["title": "As it is", "artist": "Nobody"])
      let track = try FiledTrack(answer.json, in: stack)
      let (sent, filed) = try await (FiledTrack.sound(at: url), FiledTrack.sound(at: track.path))
      #expect(sent == filed)
    }
  }
}
