import Links
import Runtime

/// Who is notified of imported tracks; nobody by default.
package struct NotificationSettings: Sendable {
  var subsonic: SubsonicServer?
  var jellyfin: JellyfinServer?
  var webhook: Webhook?

  /// Throws ``SettingError`` at the first wrong value, which it does not show: all of them may hold secrets.
  package init(_ reader: SettingsReader) throws(SettingError) {
    if let text = reader.optionalText(.notifySubsonicURL) {
      guard let url = WebURL(text), let server = SubsonicServer(url) else {
        throw Self.error(
          .notifySubsonicURL, text,
          "http(s)://user:password@host[:port][/path], user and password percent-encoded")
      }
      subsonic = server
    }
    let jellyfinURL = reader.optionalText(.notifyJellyfinURL)
    let jellyfinKey = reader.optionalText(.notifyJellyfinKey)
    if jellyfinURL != nil || jellyfinKey != nil {
      guard let url = jellyfinURL.flatMap(WebURL.init), JellyfinServer.accepts(url) else {
        throw Self.error(.notifyJellyfinURL, jellyfinURL, "http(s)://host[:port][/path]")
      }
      guard let key = jellyfinKey, let server = JellyfinServer(url, key: key) else {
        throw Self.error(
          .notifyJellyfinKey, jellyfinKey,
          "an API key from Jellyfin's dashboard: letters and digits")
      }
      jellyfin = server
    }
    let webhookURL = reader.optionalText(.notifyWebhookURL)
    let webhookSecret = reader.optionalText(.notifyWebhookSecret)
    if webhookURL != nil || webhookSecret != nil {
      guard let url = webhookURL.flatMap(WebURL.init), Webhook.accepts(url) else {
        throw Self.error(.notifyWebhookURL, webhookURL, "http(s)://host[:port][/path][?query]")
      }
      guard let secret = webhookSecret, let webhook = Webhook(url, secret: secret) else {
        throw Self.error(
          .notifyWebhookSecret, webhookSecret, "whsec_ and 24 to 64 random bytes in base64")
      }
      self.webhook = webhook
    }
  }

  private static func error(_ key: SettingKey, _ value: String?, _ allowed: String) -> SettingError
  {
    SettingError(key, value: value == nil ? "" : "(hidden)", allowed: allowed)
  }
}
