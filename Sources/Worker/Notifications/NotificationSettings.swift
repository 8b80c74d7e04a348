import Links

/// Who is told of imported tracks; nobody by default.
struct NotificationSettings: Sendable {
  var subsonic: SubsonicServer?
  var jellyfin: JellyfinServer?
  var webhook: Webhook?

  /// Reads the configured texts, of which nil is none. Throws at the first wrong one.
  init(
    subsonicURL: String? = nil, jellyfinURL: String? = nil, jellyfinKey: String? = nil,
    webhookURL: String? = nil, webhookSecret: String? = nil
  ) throws(NotificationSettingError) {
    if let subsonicURL {
      guard let url = WebURL(subsonicURL), let server = SubsonicServer(url) else {
        throw NotificationSettingError(.subsonicURL, hasValue: true)
      }
      subsonic = server
    }
    if jellyfinURL != nil || jellyfinKey != nil {
      guard let url = jellyfinURL.flatMap(WebURL.init), JellyfinServer.accepts(url) else {
        throw NotificationSettingError(.jellyfinURL, hasValue: jellyfinURL != nil)
      }
      guard let key = jellyfinKey, let server = JellyfinServer(url, key: key) else {
        throw NotificationSettingError(.jellyfinKey, hasValue: jellyfinKey != nil)
      }
      jellyfin = server
    }
    if webhookURL != nil || webhookSecret != nil {
      guard let url = webhookURL.flatMap(WebURL.init), Webhook.accepts(url) else {
        throw NotificationSettingError(.webhookURL, hasValue: webhookURL != nil)
      }
      guard let secret = webhookSecret, let webhook = Webhook(url, secret: secret) else {
        throw NotificationSettingError(.webhookSecret, hasValue: webhookSecret != nil)
      }
      self.webhook = webhook
    }
  }
}
