import Foundation
import Testing

@testable import Downloads

@Suite struct TrackTagsTests {
  private static let full = TrackTags(
    title: "T", artist: "A", album: "L", albumArtist: "V", year: 1965, genre: "G", trackNumber: 7,
    discNumber: 2)

  private func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  @Test func everyFieldHasItsOwnPlaceInTheTags() {
    #expect(Set(TagField.allCases.map { Self.full.text(of: $0) }).count == TagField.allCases.count)
    for field in TagField.allCases {
      var tags = TrackTags()
      tags.take(field, from: Self.full)
      #expect(TagField.allCases.filter { tags.text(of: $0) != nil } == [field])
    }
  }

  @Test(arguments: TagField.allCases)
  func labelsAreForPeople(field: TagField) {
    #expect(field.label.wholeMatch(of: /[A-Z][a-z]*( [a-z]+)*/) != nil)
  }

  @Test func survivesJSON() throws {
    let text = """
      {"album":"L","albumArtist":"V","artist":"A","discNumber":2,"genre":"G","title":"T","trackNumber":7,"year":1965}
      """
    #expect(try json(Self.full) == text)
    #expect(try JSONDecoder().decode(TrackTags.self, from: Data(text.utf8)) == Self.full)
    #expect(try json(TrackTags(title: "T")) == #"{"title":"T"}"#)
    #expect(
      try JSONDecoder().decode(TrackTags.self, from: Data(#"{"title":null,"x":1}"#.utf8))
        == TrackTags())
  }

  /// Records in Redis are older than the program that reads them.
  @Test func suggestionsAreOneFlatObject() throws {
    var suggestion = Suggestion()
    #expect(try json(suggestion) == #"{"sources":{}}"#)
    suggestion.tags = TrackTags(
      title: "T", artist: "A", album: "L", albumArtist: "V", year: 1965, genre: "G")
    suggestion.durationSeconds = 2.5
    suggestion.uploader = "U"
    suggestion.webpageUrl = "https://a.example/x"
    suggestion.extractor = "E"
    suggestion.sources = ["title": .titleSplit, "year": .site]
    let text = """
      {"album":"L","albumArtist":"V","artist":"A","durationSeconds":2.5,"extractor":"E","genre":"G",\
      "sources":{"title":"title_split","year":"site"},"title":"T","uploader":"U",\
      "webpageUrl":"https://a.example/x","year":1965}
      """
    #expect(try json(suggestion) == text)
    #expect(try JSONDecoder().decode(Suggestion.self, from: Data(text.utf8)) == suggestion)
  }

  @Test func editsAreReadAndWrittenFieldByField() throws {
    var edits = MetadataEdits()
    #expect(edits.title == .keep)
    (edits.title, edits.album, edits.year) = (.set("T"), .clear, .set(1965))
    #expect((edits.title, edits.album, edits.year) == (.set("T"), .clear, .set(1965)))
    #expect(try json(edits) == #"{"album":null,"title":"T","year":1965}"#)
    #expect(edits.applied(to: Self.full).album == nil)
    #expect(edits.applied(to: Self.full).genre == "G")
    (edits.title, edits.album, edits.year) = (.keep, .keep, .keep)
    #expect(edits == MetadataEdits())
  }
}
