import Downloads
import Foundation
import Testing

@Suite struct MetadataApprovalTests {
  private var suggestion: Suggestion {
    var suggestion = Suggestion()
    (suggestion.title, suggestion.artist, suggestion.album) = (
      "Site title", "Site artist", "Site album"
    )
    suggestion.year = 1999
    return suggestion
  }

  private func edits(_ json: String) throws -> MetadataEdits {
    try JSONDecoder().decode(MetadataEdits.self, from: Data(json.utf8))
  }

  private func resolve(_ json: String, draft: String = "{}") throws -> TrackTags {
    try MetadataApproval.resolve(
      try edits(json), draft: try edits(draft), suggestion: suggestion)
  }

  @Test func takesTheEditThenTheDraftThenTheSuggestion() throws {
    let metadata = try resolve(
      #"{"title":"Typed"}"#, draft: #"{"title":"Draft","artist":"Draft artist"}"#)
    #expect(metadata.title == "Typed")
    #expect(metadata.artist == "Draft artist")
    #expect(metadata.album == "Site album")
    #expect(metadata.year == 1999)
  }

  @Test(arguments: [#"{"album":null}"#, #"{"album":""}"#])
  func clearsWithNullAndEmptyText(json: String) throws {
    #expect(try resolve(json).album == nil)
  }

  @Test func aClearedDraftFieldStaysCleared() throws {
    #expect(try resolve("{}", draft: #"{"album":null,"year":null}"#).album == nil)
    #expect(try resolve("{}", draft: #"{"album":null,"year":null}"#).year == nil)
  }

  @Test(arguments: [
    (#"{"title":null}"#, "title"), (#"{"title":" \u2003 "}"#, "title"),
    (#"{"artist":""}"#, "artist"),
    (#"{"title":"a\u0000b"}"#, "title"), (#"{"artist":"a\nb"}"#, "artist"),
    (#"{"album":"\u0085"}"#, "album"), (#"{"year":0}"#, "year"), (#"{"year":10000}"#, "year"),
    (#"{"trackNumber":-1}"#, "trackNumber"), (#"{"discNumber":1000}"#, "discNumber"),
  ])
  func refusesWhatNoTagShouldHold(json: String, field: String) throws {
    let error = #expect(throws: MetadataApproval.Invalid.self) { try resolve(json) }
    #expect(error?.field.rawValue == field)
  }

  @Test(arguments: [
    (#"{"title":" "}"#, "Title is missing."),
    (#"{"albumArtist":"a\u0007"}"#, "Album artist contains control characters."),
    (
      "{\"genre\":\"\(String(repeating: "x", count: 501))\"}",
      "Genre is longer than 500 characters."
    ),
    (#"{"discNumber":0}"#, "Disc number must be a whole number from 1 to 999."),
  ])
  func saysWhatIsWrongInWordsForPeople(json: String, sentence: String) {
    let error = #expect(throws: MetadataApproval.Invalid.self) { try resolve(json) }
    #expect(error?.detail == sentence)
  }

  @Test(arguments: [("{}", "title"), (#"{"title":null}"#, "artist")])
  func requiresTitleAndArtistInTheEditsThemselves(json: String, field: String) throws {
    let edits = try edits(json)
    let error = #expect(throws: MetadataApproval.Invalid.self) {
      try MetadataApproval.requireTitleAndArtist(in: edits)
    }
    #expect(error?.field.rawValue == field)
  }

  @Test func aDraftMayBeIncompleteButNotWrong() throws {
    try MetadataApproval.check(try edits(#"{"title":" ","artist":null}"#))
    #expect(throws: MetadataApproval.Invalid.self) {
      try MetadataApproval.check(try edits(#"{"title":"a\u0007"}"#))
    }
    #expect(throws: MetadataApproval.Invalid.self) {
      try MetadataApproval.check(try edits(#"{"year":-4}"#))
    }
  }

  @Test func countsTextInUnicodeScalars() throws {
    let flags = String(repeating: "🇩🇪", count: 250)
    #expect(try resolve("{\"title\":\"\(flags)\"}").title == flags)
    #expect(throws: MetadataApproval.Invalid.self) { try resolve("{\"title\":\"\(flags)x\"}") }
  }

  @Test func keepsTypedTextVerbatim() throws {
    let text = "  e\u{301} (Official Video)  "
    let title = try #require(try resolve("{\"title\":\"\(text)\"}").title)
    #expect(title.unicodeScalars.elementsEqual(text.unicodeScalars))
  }

  @Test(arguments: [
    "{}", #"{"title":"a","album":null,"year":3}"#, #"{"discNumber":null,"genre":"x"}"#,
  ])
  func editsSurviveJSON(json: String) throws {
    let once = try edits(json)
    let again = try JSONDecoder().decode(MetadataEdits.self, from: try JSONEncoder().encode(once))
    #expect(once == again)
  }

  @Test func replacingAllLeavesNothingToTheSuggestion() throws {
    let metadata = TrackTags(title: "T", artist: "A", trackNumber: 3)
    let resolved = try MetadataApproval.resolve(
      MetadataEdits(), draft: MetadataEdits(replacingAll: metadata), suggestion: suggestion)
    #expect(resolved == metadata)
  }
}
