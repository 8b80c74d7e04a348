import Links

/// A Jellyfin server; https://api.jellyfin.org says what it takes.
struct JellyfinServer: MediaServer {
  private let url: WebURL
  private let key: String

  /// nil where the address or the key cannot be one.
  init?(_ url: WebURL, key: String) {
    let isKey = key.wholeMatch(of: /[A-Za-z0-9]{1,200}/) != nil
    guard Self.accepts(url), isKey else { return nil }
    self.url = url
    self.key = key
  }

  /// Whether it can be the address of such a server.
  static func accepts(_ url: WebURL) -> Bool {
    url.user.isEmpty && url.password.isEmpty && !url.hasQuery
  }

  var scanRequest: WebRequest {
    WebRequest(
      .post, url.appending("Library/Refresh"),
      headers: ["Authorization": "MediaBrowser Token=\"\(key)\""])
  }

  func check(_ answer: WebAnswer) {}

  var description: String { "Jellyfin at \(url)" }
}
