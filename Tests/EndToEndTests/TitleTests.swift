import Foundation
import TestSupport
import Testing

extension SharedStackTests {
  /// Titles that are hard on file names.
  @Suite(.serialized) struct TitleTests {
    /// A title and the name of its file, without artist and extension.
    private static let titles = [
      ("夜に駆ける 🎵👩‍🚀", "夜に駆ける 🎵👩🚀"),
      (#"She said "No" 'n' left"#, "She said _No_ 'n' left"),
      ("AC/DC\\..\\../etc/passwd", "AC_DC_.._.._etc_passwd"),
      ("<b>Bold & <script>alert(2)</script></b>", "_b_Bold & _script_alert(2)__script___b_"),
      ("أغنية \u{202e}3pm.exe", "أغنية 3pm.exe"),
      ("%(title)s $(reboot) `id`", "%(title)s $(reboot) `id`"),
      ("...Dots and spaces... ", "...Dots and spaces"),
    ]

    @Test(arguments: titles)
    func areWrittenVerbatimUnderSafeNames(title: String, name: String) async throws {
      let track = try await file(title: title)
      #expect(track.name == "Artist - \(name).mp3")
      #expect(track.taggedTitle == title)
      // What turns the direction of text is left out of suggestions; what a person typed keeps it.
      let suggested = String(
        String.UnicodeScalarView(title.unicodeScalars.filter { $0 != "\u{202e}" }))
      #expect(track.suggestedTitle == suggested.trimmingCharacters(in: .whitespaces))
    }

    @Test func fitIntoAFileNameHoweverLong() async throws {
      let title = String(repeating: "é夜👩‍👩‍👧 ", count: 43).prefix(300)
      try #require(title.unicodeScalars.count > 290)
      let track = try await file(title: String(title))
      #expect(track.taggedTitle == String(title))
      #expect(track.name.utf8.count <= 200)
      #expect(track.name.hasPrefix("Artist - é夜") && track.name.hasSuffix(".mp3"))
    }

    private func file(title: String) async throws -> (
      name: String, taggedTitle: String?, suggestedTitle: String?
    ) {
      let stack = try TonearmStack.current
      let user = try await stack.user("titles")
      let url = stack.site.url("/page", ["title": title, "cover": "", "media": "direct.mp3"])
      let id = try await user.submit(url)
      let ready = try await user.event("download_ready_for_review", of: id)
      let answer = try await user.confirm(id, ["title": .text(title), "artist": "Artist"])
      let track = try FiledTrack(answer.json, in: stack)
      let name = try #require(answer.json["libraryPath"].text)
      #expect(try stack.libraryFiles.contains(name))
      return (name, try await track.mutagen()["texts"]["TIT2"].text, ready["title"].text)
    }

    @Test func cannotBreakTheEventStream() async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("titles")
      let title = "One\r\n\r\nevent: snapshot\rdata: {}\n\nid: 9\u{2028}Two"
      let before = user.events.contents
      let id = try await user.submit(stack.site.url("/page", ["title": title, "cover": ""]))
      let ready = try await user.event("download_ready_for_review", of: id)
      #expect(ready["title"] == "One event: snapshot data: {} id: 9 Two")
      let after = user.events.contents
      #expect(after.garbage == [])
      #expect(after.events.dropFirst(before.events.count).allSatisfy { $0.name != "snapshot" })
      #expect(try await user.delete(id).status == 204)
    }

    @Test(arguments: ["", " \u{3000}", "One\nTwo", "Nul\0", String(repeating: "x", count: 501)])
    func thatNobodyMeantAreRefused(title: String) async throws {
      let stack = try TonearmStack.current
      let user = try await stack.user("titles")
      let id = try await user.submit(stack.site.url("/direct.mp3"))
      let answer = try await user.confirm(id, ["title": .text(title), "artist": "Artist"])
      #expect(answer.status == 422)
      #expect(try answer.problemCode == "invalid_metadata")
      #expect(try await user.delete(id).status == 204)
    }
  }
}
