import Testing

@testable import Links

@Suite struct HTTPAddressTests {
  @Test(arguments: [
    ("http://nas", "http://nas/", "http://nas:80"),
    (
      "HTTPS://nas.example:8920/jelly/#top", "https://nas.example:8920/jelly/",
      "https://nas.example:8920"
    ),
    ("http://[::1]:4533/a?b=c", "http://[::1]:4533/a?b=c", "http://[::1]:4533"),
    (
      "https://a:b@hook.example/t0ken?key=1", "https://hook.example/t0ken?key=1",
      "https://hook.example:443"
    ),
  ])
  func readsAddresses(text: String, sent: String, shown: String) throws {
    let url = try #require(WebURL(text))
    #expect(url.text == sent)
    #expect("\(url)" == shown)
  }

  @Test func decodesUserAndPassword() throws {
    let url = try #require(WebURL("http://m%40x:p%3Aw%2F%C3%A4%20%25@nas/rest"))
    #expect(url.user == "m@x" && url.password == "p:w/ä %")
    #expect(url.text == "http://nas/rest")
    let nobody = try #require(WebURL("http://nas"))
    #expect(nobody.user.isEmpty && nobody.password.isEmpty)
  }

  @Test(arguments: [
    "", "nas", "nas:4533", "//nas", "ftp://nas", "file:///etc/passwd", "http:/nas", "http://",
    "http:///x", "http://nas:0x50", "http://nas:65536", "http://na s", "http://nas/\r\nX-A: b",
    "http://nas/\0", "http://u:%FF@nas", "http://u:p\u{200b}@nas",
  ])
  func refusesWhatIsNoAddress(text: String) {
    #expect(WebURL(text) == nil)
  }

  @Test(arguments: ["http://nas", "http://nas/", "http://u:p@nas/#x"])
  func appendsToThePath(base: String) throws {
    let url = try #require(WebURL(base)).appending("rest/ping")
    #expect(url.text == "http://nas/rest/ping")
  }

  @Test func encodesAQuery() throws {
    let url = try #require(WebURL("http://nas/music/"))
      .appending("x", query: ["a": "b c&d=e+f", "ä": "/\u{1f3b5}?#%\0\r\n", "c": "-._~09AZaz"])
    #expect(
      url.text == "http://nas/music/x?a=b%20c%26d%3De%2Bf"
        + "&%C3%A4=%2F%F0%9F%8E%B5%3F%23%25%00%0D%0A&c=-._~09AZaz")
  }

  @Test func showsNoSecret() throws {
    let url = try #require(WebURL("https://user:word@nas/path-1?query=1"))
    let request = WebRequest(.post, url, headers: ["Authorization": "token"], body: [1])
    #expect(
      "\(url) \([url]) \(request) \(Optional(request) as Any)"
        == "https://nas:443 [https://nas:443] POST https://nas:443 Optional(POST https://nas:443)")
  }
}
