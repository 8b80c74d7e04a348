import Foundation
import Runtime
import Testing

@testable import Notifications

@Suite struct NotificationSettingsTests {
  @Test func notifiesNobodyByDefault() throws {
    let settings = try NotificationFixture.settings([:])
    #expect(settings.subsonic == nil && settings.jellyfin == nil && settings.webhook == nil)
  }

  @Test func showsNoSecret() throws {
    let settings = try NotificationFixture.settings([
      .notifySubsonicURL: "http://user:word@nas:4533/music",
      .notifyJellyfinURL: "https://nas:8096/", .notifyJellyfinKey: "c0ffee",
      .notifyWebhookURL: "https://hook.example/secret?secret",
      .notifyWebhookSecret: NotificationFixture.secret,
    ])
    let shown = "\(settings)"
    #expect(shown.contains("Subsonic at http://nas:4533"))
    #expect(shown.contains("Jellyfin at https://nas:8096"))
    #expect(shown.contains("webhook at https://hook.example:443"))
    for secret in ["user", "word", "c0ffee", "secret", NotificationFixture.secret] {
      #expect(!shown.contains(secret))
    }
  }

  @Test(arguments: [
    "nas", "http://nas", "http://user@nas", "http://:word@nas", "ftp://user:word@nas",
    "http://user:word@nas/?a=b", "http://user:word@", "http://us er:word@nas",
    "http://user:word@nas:port",
  ])
  func refusesWrongSubsonicURLs(url: String) {
    expectRefusal(of: .notifySubsonicURL, [.notifySubsonicURL: url])
  }

  @Test(arguments: ["nas", "http://user:word@nas", "http://user@nas", "http://nas?api_key=1"])
  func refusesWrongJellyfinURLs(url: String) {
    expectRefusal(
      of: .notifyJellyfinURL, [.notifyJellyfinURL: url, .notifyJellyfinKey: "c0ffee"])
  }

  @Test(arguments: ["c0ffee\r\nX-A: b", "c0\"ffee", "c0 ffee", "kéy"])
  func refusesWrongJellyfinKeys(key: String) {
    expectRefusal(
      of: .notifyJellyfinKey, [.notifyJellyfinURL: "http://nas", .notifyJellyfinKey: key])
  }

  @Test(arguments: ["hook.example", "https://user:word@hook.example"])
  func refusesWrongWebhookURLs(url: String) {
    expectRefusal(
      of: .notifyWebhookURL,
      [.notifyWebhookURL: url, .notifyWebhookSecret: NotificationFixture.secret])
  }

  @Test(arguments: [
    "whsec_", "whsec_ä", "secret", Data(repeating: 1, count: 32).base64EncodedString(),
    "whsec_" + Data(repeating: 1, count: 23).base64EncodedString(),
    "whsec_" + Data(repeating: 1, count: 65).base64EncodedString(),
    "whsk_" + Data(repeating: 1, count: 32).base64EncodedString(),
  ])
  func refusesWrongWebhookSecrets(secret: String) {
    expectRefusal(
      of: .notifyWebhookSecret,
      [.notifyWebhookURL: "https://hook.example", .notifyWebhookSecret: secret])
  }

  @Test(arguments: [
    (SettingKey.notifyJellyfinKey, "c0ffee", SettingKey.notifyJellyfinURL),
    (.notifyJellyfinURL, "http://nas", .notifyJellyfinKey),
    (.notifyWebhookSecret, NotificationFixture.secret, .notifyWebhookURL),
    (.notifyWebhookURL, "https://hook.example", .notifyWebhookSecret),
  ])
  func namesTheKeyThatIsMissing(given: SettingKey, value: String, missing: SettingKey) throws {
    let error = #expect(throws: SettingError.self) {
      try NotificationFixture.settings([given: value])
    }
    #expect(error?.description.hasPrefix("\(missing.variable) is missing, but must be ") == true)
  }

  /// The sentence names the key and hides the value.
  private func expectRefusal(
    of key: SettingKey, _ values: [SettingKey: String],
    _ location: SourceLocation = #_sourceLocation
  ) {
    let error = #expect(throws: SettingError.self, sourceLocation: location) {
      try NotificationFixture.settings(values)
    }
    let start = "\(key.variable) is \"(hidden)\", but must be "
    #expect(error?.description.hasPrefix(start) == true, sourceLocation: location)
  }
}
