/// A wrong value of one of the `notify` keys, all of which may hold secrets: the value is not in it.
struct NotificationSettingError: Error, Hashable {
  /// The keys, as they are configured.
  enum Key: Sendable {
    case subsonicURL, jellyfinURL, jellyfinKey, webhookURL, webhookSecret
  }

  /// What is wrong.
  let key: Key
  /// What may be shown of the value; empty where there is none.
  let value: String

  init(_ key: Key, hasValue: Bool) {
    self.key = key
    value = hasValue ? "(hidden)" : ""
  }

  /// What would be right, as the end of a sentence.
  var allowed: String {
    switch self.key {
    case .subsonicURL:
      "http(s)://user:password@host[:port][/path], user and password percent-encoded"
    case .jellyfinURL: "http(s)://host[:port][/path]"
    case .jellyfinKey: "an API key from Jellyfin's dashboard: letters and digits"
    case .webhookURL: "http(s)://host[:port][/path][?query]"
    case .webhookSecret: "whsec_ and 24 to 64 random bytes in base64"
    }
  }
}
