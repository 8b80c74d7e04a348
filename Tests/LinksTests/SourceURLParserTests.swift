import Downloads
import Testing

@testable import Links

@Suite struct SourceURLParserTests {
  private func parse(_ text: String, allow: String = "") throws -> SourceURL {
    try SourceURLParser(policy: try EgressPolicy(allow: allow)).parse(text)
  }

  @Test(arguments: [
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "http://music.example",
    "HTTPS://Music.Example/a/b?c=d#t=30",
    "https://music.example:443/", "http://1.1.1.1/a.mp3", "http://[2606:4700::1111]/a",
    "http://my_host.example/",
    "https://xn--mller-kva.example/", "https://music.example/é",
    "https://music.example/100%25?q=a%20b",
    "http://music.example:80/",
  ])
  func takesLinks(text: String) throws {
    #expect(try parse(text).original == text)
  }

  @Test(arguments: [
    "", " \n", "-f", "--exec=id", "- https://music.example/", "ytsearch:foo",
    "ytsearch5:http://music.example/", "data:text/html,x",
    "file:///etc/passwd", "ftp://music.example/a", "music.example", "//music.example/", "http:",
    "http:/music.example",
    "http:music.example", "http://", "http:///music.example", "http://?a", "http://#a",
    "http://:80/", "javascript:alert(1)",
    "httpx://music.example/", "url:http://music.example/", "\"http://music.example/",
    "h\u{301}ttp://music.example/",
  ])
  func refusesWhatIsNotAWebAddress(text: String) {
    #expect(throws: InvalidURL.self) { try parse(text) }
  }

  @Test(arguments: [
    "\0", "a\0b", "\t", "\n", "\r\n", "\r", " ", "\u{7f}", "\u{85}", "\u{a0}", "\u{200b}",
    "\u{202e}", "\u{2028}", "\u{3000}",
    "\u{feff}", "\\", "\u{1b}[31m",
  ])
  func refusesControlsSpacesAndBackslashes(part: String) {
    #expect(
      throws: InvalidURL("A link must not contain spaces, backslashes or invisible characters.")
    ) {
      try parse("http://music.example/a\(part)b")
    }
    #expect(throws: InvalidURL.self) { try parse("http://music\(part).example/") }
    #expect(throws: InvalidURL.self) { try parse("ht\(part)tp://music.example/") }
  }

  @Test(arguments: [
    "u@", "u:p@", ":@", "@", "u:p@q@", "music.example@", "%40@", "u%00@",
  ])
  func refusesUserInfo(userInfo: String) {
    #expect(throws: InvalidURL("A link must not contain a user name or password.")) {
      try parse("http://\(userInfo)music.example/")
    }
  }

  @Test(arguments: [
    "127.0.0.1", "127.1", "127.0.1", "0x7f000001", "0x7f.1", "0X7F.0.0.1", "2130706433",
    "017700000001", "0177.1", "127.0.0.1.",
    "127.1.", "2130706433.", "0x7f000001.", "[::1]", "[::]", "[::ffff:7f00:1]",
    "[::ffff:127.0.0.1]", "[::127.0.0.1]",
    "[0:0:0:0:0:ffff:7f00:0001]", "[fe80::1%25eth0]", "[fe80::1%eth0]", "[::1%25lo]", "localhost",
    "LOCALHOST", "localhost.", "a.localhost",
    "10.0.0.7", "10.7", "192.168.1.1", "169.254.169.254", "0xa9fea9fe", "2852039166", "100.64.0.1",
    "0", "0.0.0.0", "[fd00::1]",
    "[2002:7f00:1::]", "[64:ff9b::7f00:1]", "127%2e0.0.1", "%31%32%37.1", "１２７.0.0.1", "127。0。0。1",
    "⑫7.0.0.1", "127.0.0.1%00.music.example",
    "music.example%00", "1.2.3.4.5", "256.1.1.1", "music.0x7f", "[::1", "::1", "[127.0.0.1]",
    "a..b", ".", "..", "a,b", "a;b", "[v1.a]",
  ])
  func refusesPrivateAndOddHosts(host: String) {
    #expect(throws: InvalidURL.self) { try parse("http://\(host)/") }
    #expect(throws: InvalidURL.self) { try parse("https://\(host):443?x#y") }
    #expect(throws: InvalidURL.self) { try parse("http://\(host)") }
  }

  @Test(arguments: [
    "0", "65536", "99999999999", "-1", "+80", "0x50", "22", "8080", "80a", "８０", "80:80", "%38%30",
  ])
  func refusesPorts(port: String) {
    #expect(throws: InvalidURL.self) { try parse("http://music.example:\(port)/") }
  }

  @Test(arguments: [
    "#__youtubedl_smuggle=%7B%7D", "#a&__youtubedl_smuggle=x", "#%5F%5Fyoutubedl%5fsmuggle",
    "#%255f%255Fyoutubedl_smuggle=x",
    "#__youtubedl_%2573muggle", "?u=http://a/%23__youtubedl_smuggle", "#%25255F_youtubedl_smuggle",
  ])
  func refusesSmuggledData(tail: String) {
    #expect(
      throws: InvalidURL("This link carries instructions that are not part of a web address.")
    ) {
      try parse("https://music.example/\(tail)")
    }
  }

  @Test func refusesLettersBeyondASCIIWithTheRemedy() {
    #expect(
      throws: InvalidURL(
        "The host of this link has letters beyond a to z; paste it in its xn-- form.")
    ) {
      try parse("https://müsic.example/")
    }
  }

  @Test func boundsTheLength() throws {
    let start = "https://music.example/"
    let longest = start + String(repeating: "a", count: SourceURL.maximumBytes - start.utf8.count)
    #expect(try parse(longest).original == longest)
    #expect(throws: InvalidURL("This link is longer than 4096 bytes.")) { try parse(longest + "a") }
    #expect(throws: InvalidURL.self) { try parse(String(repeating: "%", count: 1 << 20)) }
  }

  @Test(arguments: [" ", "\n", "\r\n", "\t", "\u{3000}", " \n\t"])
  func trimsWhatSurroundsAPaste(space: String) throws {
    #expect(
      try parse(space + "https://music.example/a" + space).original == "https://music.example/a")
  }

  @Test(arguments: [
    ("https://Music.Example", "https://music.example/"),
    ("HTTPS://music.example./a", "https://music.example/a"),
    ("https://music.example:443/a", "https://music.example/a"),
    ("http://music.example:80/a#t", "http://music.example/a"),
    ("https://music.example/a?si=x", "https://music.example/a"),
    ("https://music.example/a?", "https://music.example/a"),
    (
      "https://music.example/a?v=1&si=x&utm_source=y&feature=share&list=2",
      "https://music.example/a?v=1&list=2"
    ),
    ("https://music.example/a?si", "https://music.example/a"),
    ("https://music.example/a?site=1&utm=2", "https://music.example/a?site=1&utm=2"),
    ("https://music.example/a/../b/./c", "https://music.example/b/c"),
    ("https://music.example/é?q=ü", "https://music.example/%c3%a9?q=%c3%bc"),
    ("https://music.example/a%20b?q=%26si=x", "https://music.example/a%20b?q=%26si=x"),
    ("http://0x01010101/", "http://1.1.1.1/"),
    ("http://[2606:4700:0:0::1111]:80/", "http://[2606:4700::1111]/"),
    ("http://music.example?a=/b", "http://music.example/?a=/b"),
  ])
  func comparesByTheCanonicalForm(text: String, canonical: String) throws {
    #expect(try parse(text).canonical == canonical)
  }

  @Test(arguments: [
    ("http://127.0.0.1:8000/a", "127.0.0.0/8"), ("http://localhost:8000/a", "127.0.0.0/8"),
    ("http://nas.lan:8000/a", "nas.lan:8000"),
    ("http://localhost:8000/a", "localhost:8000"), ("http://[::1]:8000/a", "[::1]:8000"),
    ("http://127.1:8000/a", "127.0.0.1:8000"),
  ])
  func letsPassWhatTheOperatorPermits(text: String, allow: String) throws {
    #expect(try parse(text, allow: allow).original == text)
    #expect(throws: InvalidURL.self) { try parse(text) }
  }

  @Test func tellsWhyAnAddressIsRefused() {
    #expect(throws: InvalidURL("This link cannot be fetched: 10.0.0.7 is a private address.")) {
      try parse("http://10.0.0.7/")
    }
    #expect(throws: InvalidURL("This link cannot be fetched: port 22 is not allowed.")) {
      try parse("http://music.example:22/")
    }
  }

  @Test func survivesAnyText() {
    var generator = SystemRandomNumberGenerator()
    let alphabet = Array("http://[]:@?#%.0127fe\\\u{0}\u{301}é🎵\r\n ".unicodeScalars)
    for _ in 0..<5000 {
      var text = Bool.random(using: &generator) ? "http://" : ""
      for _ in 0..<Int.random(in: 0..<24, using: &generator) {
        text.unicodeScalars.append(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)])
      }
      do {
        let url = try parse(text)
        #expect(try parse(url.canonical).canonical == url.canonical)
      } catch let error as InvalidURL {
        #expect((1...300).contains(error.detail.count))
      } catch {
        Issue.record(error)
      }
    }
  }
}
