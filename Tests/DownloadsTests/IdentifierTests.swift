import Downloads
import Testing

@Suite struct IdentifierTests {
  @Test func makesDifferentVersionFourUUIDs() {
    let ids = (0..<1000).map { _ in DownloadID.random() }
    #expect(Set(ids).count == 1000)
    for id in ids {
      #expect(DownloadID(id.description) == id)
      #expect(
        id.description.wholeMatch(
          of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
    }
  }

  @Test(arguments: [
    "", "..", "../../etc/passwd", "F47AC10B-58CC-4372-A567-0E02B2C3D479",
    "f47ac10b58cc4372a5670e02b2c3d479", "f47ac10b-58cc-4372-a567-0e02b2c3d47", "{f47ac10b}",
    "f47ac10b-58cc-4372-a567-0e02b2c3d479\n", "f47ac10b-58cc-4372-a567-0e02b2c3d47\u{301}",
  ])
  func refusesEverythingElse(text: String) {
    #expect(DownloadID(text) == nil)
  }

  @Test(arguments: ["ann", "a.b-c_9", String(repeating: "x", count: 64)])
  func takesPlainUserNames(text: String) {
    #expect(UserName(text)?.description == text)
  }

  @Test(arguments: [
    "", "Ann", "a b", "a:b", "ä", "a*", "{a}", String(repeating: "x", count: 65), "a\0",
  ])
  func refusesUserNamesThatDoNotFitAKey(text: String) {
    #expect(UserName(text) == nil)
  }
}
