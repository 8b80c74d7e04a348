import Downloads
import Testing

@Suite struct LibraryTemplateTests {
  private let full = TrackTags(
    title: "Title", artist: "Artist", album: "Album", albumArtist: "Various", year: 1999,
    genre: "Pop", trackNumber: 3, discNumber: 2)
  private let bare = TrackTags(title: "Title", artist: "Artist")

  @Test(arguments: [
    ("{artist} - {title}", "Artist - Title.mp3", "Artist - Title.mp3"),
    (
      "{albumArtist}/{album}/{trackNumber} {title}", "Various/Album/03 Title.mp3",
      "Artist/Title/Title.mp3"
    ),
    ("{discNumber}-{trackNumber} {title}", "2-03 Title.mp3", "Title.mp3"),
    ("{artist} - {trackNumber} - {title}", "Artist - 03 - Title.mp3", "Artist - Title.mp3"),
    ("{artist} - {trackNumber} {title}", "Artist - 03 Title.mp3", "Artist - Title.mp3"),
    ("{title} ({year})", "Title (1999).mp3", "Title.mp3"),
    ("{artist} ({year}) - {title}", "Artist (1999) - Title.mp3", "Artist - Title.mp3"),
    ("[{genre}] {title}", "[Pop] Title.mp3", "Title.mp3"),
    ("{title}, track {trackNumber}", "Title, track 03.mp3", "Title.mp3"),
    ("Music/Disc {discNumber}/{title}", "Music/Disc 2/Title.mp3", "Music/Title.mp3"),
    ("{year}/{trackNumber}", "1999/03.mp3", "Title.mp3"),
    ("{artist}: {title}", "Artist_ Title.mp3", "Artist_ Title.mp3"),
  ])
  func namesWhatIsKnown(template: String, withAll: String, withLittle: String) throws {
    let template = try LibraryTemplate(parsing: template)
    #expect(template.path(for: full).description == withAll)
    #expect(template.path(for: bare).description == withLittle)
  }

  @Test func isArtistAndTitleUnlessConfigured() throws {
    #expect(LibraryTemplate.standard.path(for: full).description == "Artist - Title.mp3")
  }

  @Test(arguments: [
    "", "/", "{artist} - {title}/", "/{title}", "{artist}//{title}", "../{title}",
    ".hidden/{title}", "name", "{artist}/name", "{titel}", "{title", "{}", "a:b/{title}",
    String(repeating: "a/", count: 16) + "{title}",
  ])
  func saysWhatIsAllowedWhereItIsNoTemplate(text: String) throws {
    let error = try #require(throws: LibraryTemplate.Invalid.self) {
      _ = try LibraryTemplate(parsing: text)
    }
    #expect(error.description.contains("{albumArtist}"))
    #expect(!error.description.contains("\n"))
  }

  @Test func keepsValuesFromMakingFolders() throws {
    let template = try LibraryTemplate(parsing: "{albumArtist}/{album}/{title}")
    let hostile = TrackTags(
      title: "../../../etc/passwd", artist: "..", album: "/", albumArtist: ".tonearm")
    #expect(template.path(for: hostile).description == "tonearm/_/_.._.._etc_passwd.mp3")
  }

  @Test func leavesRoomForTheNumberOfTheCopy() throws {
    let long = TrackTags(title: String(repeating: "ж", count: 300), artist: "A")
    let names = LibraryTemplate.copies.map { copy in
      LibraryTemplate.standard.path(for: long, copy: copy)
    }
    #expect(Set(names).count == 99)
    for name in names {
      #expect(name.description.utf8.count <= 200)
      #expect(LibraryPath(name.description) == name)
    }
    #expect(names[98].description.hasSuffix("ж (99).mp3"))
  }

  @Test(arguments: ["a.mp3", "Artist/Album/01 a.mp3", "夜/に.mp3", "a\u{301}/\u{301}b"])
  func takesPathsBeneathTheLibrary(text: String) throws {
    #expect(try #require(LibraryPath(text)).description == text)
  }

  @Test(arguments: [
    "", "/", "/etc/passwd", "a//b", "a/", "..", "../a", "a/../b", "./a", ".tonearm/staging/x",
    "a/.hidden", "a\0b", "a\nb", String(repeating: "a", count: 201),
    String(repeating: "a/", count: 16) + "a",
  ])
  func refusesPathsThatLeadElsewhere(text: String) {
    #expect(LibraryPath(text) == nil)
  }

  @Test func makesAValidPathForAnyText() throws {
    let template = try LibraryTemplate(parsing: "{albumArtist}/{album}/{trackNumber} {title}")
    var random = RandomText(seed: 7)
    for _ in 0..<2_000 {
      let metadata = TrackTags(
        title: random.text(), artist: random.text(), album: random.text())
      let path = template.path(for: metadata, copy: 12)
      #expect(LibraryPath(path.description) == path)
    }
  }
}
