import Links

/// A Jellyfin server (https://api.jellyfin.org).
struct JellyfinServer: MediaServer {
  private let url: WebURL
  private let key: String

  /// nil if the address or the key is malformed.
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

  func check(_ response: WebAnswer) {}

  var description: String { "Jellyfin at \(url)" }
}
